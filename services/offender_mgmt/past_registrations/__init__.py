"""On which registers a person stood on a day of the past, by what was known on another, and what a role may see of it.

Words: those of `registers` and `sights`.
"""
