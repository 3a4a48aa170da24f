"""Who a person is, as their case file shows it: numbers, names, address, languages, disabilities, contacts of today.

Only shapes of other rooms' rows for one statement. Words: those of `persons`, `particulars`, `merges` and `access`.
"""
