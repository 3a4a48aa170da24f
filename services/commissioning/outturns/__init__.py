"""What counts come to in the unit of a measure, and between which values a figure of a unit can lie.

Words: unit, outturn, percent of profile, one in so many. Source: the key targets of 2002-03 to 2009-10, as printed.
"""
