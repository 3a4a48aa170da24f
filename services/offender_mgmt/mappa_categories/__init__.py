"""Which category of MAPPA the facts on record point to, and why. It suggests; the responsible authority decides.

It keeps nothing. Words: Criminal Justice Act 2003 ss.325-327.
"""
