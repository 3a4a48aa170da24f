"""How a thing stands that somebody would contest, whichever room keeps it, and how it follows its contest.

Words: occurrence, line of a settlement, figure, line of an invoice; disputed (counts as charged, only its part withheld).
"""
