"""How many cases and points each officer and team carries, and how much of that fits: the fullest first.

Words: points, nominal target, reduction, capacity (Workload Measurement Tool); the figures are house rules 0096 and 0097.
"""
