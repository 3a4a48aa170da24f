"""Who may see which field of what is registered about a person: one table, from which every read is built. Only rules.

Words: a *sight* is what a role may see; the levels of public protection are everybody's on the case, its detail is not.
"""
