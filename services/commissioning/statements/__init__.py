"""How a settled contract year is told: the same numbers and words for both parties.

Words: statement, line, working, quarter, due invoice.
"""
