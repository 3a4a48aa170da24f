"""Carrying the rows of one record to another, and back: of every table that hangs on a person, as the tables themselves say.

Words: a *change* is a row's state before and after; a *contradiction* is a constraint that two records' rows break together.
"""
