"""The form in which every dated fact of a case is told: kind, day, since when it is known, and where it stands in full.

Only reads. Words: those of the rooms that the facts come from.
"""
