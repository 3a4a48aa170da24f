"""The list of cases: who is on it for this caller, in a clerk's order, fifty at a time.

Words: a case's *place* is its surname, forename and CRN, as a clerk files them.
"""
