"""How alike two names or days are, and what of a record says nothing before two records are compared; only rules.

Words: *cleaning* takes away signs and placeholders; names are compared by Jaro and Winkler, days by single slips of the pen.
"""
