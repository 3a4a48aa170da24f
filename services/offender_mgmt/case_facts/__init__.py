"""Which facts of a case bear a day, and without which permission nobody sees them.

Only reads of the other rooms' tables. Words: those of the rooms.
"""
