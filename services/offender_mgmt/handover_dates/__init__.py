"""From which release a handover is counted back, and how far; only rules.

Words: the handover of the manage-POM-cases service that followed NOMS; its figures are a dated set (house rule 0093).
"""
