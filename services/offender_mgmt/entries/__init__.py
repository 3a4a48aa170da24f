"""Whether key dates that a person writes down can be true of one sentence. Only rules.

Words: manual entry, key date.
"""
