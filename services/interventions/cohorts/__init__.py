"""Groups that a provider runs: their size, their numbered places and their dated sessions.

The database itself holds the number of places: no request can add one.
"""
