"""Which returns are due, filed, late or missing on a day, which were told to be overdue, and how much is asked of a provider.

Words: due, late, missing, overdue, burden. Source: probation circular 28/2006 for the last day of a return.
"""
