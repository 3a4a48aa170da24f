"""A person's key dates on record: every calculation and every entry by hand, checked by a second person, and which is in force.

Words: key date, calculation, manual entry, second check, genuine override, adjustment. The dates themselves: `key_dates`.
"""
