"""The measures that this service computes for its purchaser, from its own events and never typed in.

Words: measure, definition version, numerator, denominator, exclusion, watermark.
"""
