"""Which circumstances decide who is responsible whatever the handover date; only rules.

Words: `handover_dates`; the order of the overrides is that of the service which followed NOMS (house rule 0093).
"""
