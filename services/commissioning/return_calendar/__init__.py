"""For which months and quarters a return is due, by which day, and where it stands on a day.

Words: period, due day, late, missing, closed. Source: probation circular 28/2006 (returns due by the 15th of the next month).
"""
