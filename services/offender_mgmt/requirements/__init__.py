"""Which of the twelve requirements a court may put into an order, how much of each, and for how long.

Words: requirement, quantity and its unit, consent, accredited programme.
"""
