"""Whom a provider is compared with: the others of its function on the day, and whether it is new, changed or closing.

Words: comparator group, function, re-role, opening, closure. Groups are dated data; a re-role is recorded, never guessed.
"""
