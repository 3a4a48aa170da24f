"""Everything that the court and the licence ask of a person in one calendar, and where two of these cannot both be done.

Words: requirement, licence condition, key date, session, clash.
"""
