"""How long a custodial term is, day by day, alone or behind another, from the first day to the last.

Words: first day, last day, chain of consecutive terms, notional length. Source: PSO 6650, sentence calculation.
"""
