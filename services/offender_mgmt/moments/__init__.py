"""Which day of a case is asked for, and by the knowledge of which day.

Only rules. Words: *valid time* says on which day a thing held, *recorded time* since when it is on record.
"""
