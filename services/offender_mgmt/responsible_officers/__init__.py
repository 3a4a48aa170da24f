"""Which one officer is responsible on a day of a sentence, from dated facts; only rules.

Words: responsible officer (Criminal Justice Act 2003 s.197), offender manager, offender supervisor, duty officer.
"""
