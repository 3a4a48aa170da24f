"""Who signs an act, and whether a second person is another one. Only rules.

Words: author, second check, approval.
"""
