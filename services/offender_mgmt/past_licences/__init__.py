"""On which licence a person was on a day of the past, and which key dates were in force, by what was known on another.

Words: those of `licences` and `calculations`.
"""
