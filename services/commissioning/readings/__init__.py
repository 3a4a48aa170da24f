"""Payment terms and facts made ready for the steps: clauses with exact numbers, facts sorted, each event charged once.

Words: clause, reading, choice, worth.
"""
