"""What may happen in a contract year, drawn from a seed at given rates: the same on every machine.

Words: rate of occurrence, draw, run, seed.
"""
