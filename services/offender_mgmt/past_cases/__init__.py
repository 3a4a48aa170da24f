"""What a case was on a day of the past, by what was known then or is known now.

Words: *valid time* says on which day a thing held, *recorded time* since when it is on record.
"""
