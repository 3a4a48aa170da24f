"""Who is meant by a number, a name as somebody heard it, a date of birth: the people within reach, the nearest first.

Words: names are *alike* when they share runs of letters (trigrams) or sound the same (Soundex); *swapped*, surname for forename.
"""
