"""What stands against payment terms, field by field: a code in twice, bands that overlap, a year without a baseline.

Words: clause, row, band, baseline, target, range.
"""
