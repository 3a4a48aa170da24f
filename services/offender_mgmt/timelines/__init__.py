"""The timeline of a case: everything that happened, in one order, as far as a role may see it and as it was known on a day.

Words: *valid time* is the day on which a thing happened, *recorded time* the instant since which it is known.
"""
