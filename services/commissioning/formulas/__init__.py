"""The published formula of a rating, version by version, each frozen before the year that it governs begins.

It is this project's own. It is not the formula of PTRS or PRS, whose weights and cuts were not found.
"""
