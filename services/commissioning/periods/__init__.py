"""The days of an agreement that were computed together, for whoever must know that they were.

Words: period. What was computed for one, version by version, is kept in `performance`.
"""
