"""What stands against the points clause of payment terms: targets outside their range, bands that overlap, a missing baseline.

Words: points table, target, range, band, baseline.
"""
