"""How many points each measure brought in a month, repetition included, and which occurrences they rest on.

Words: tally, repeat, held, counted.
"""
