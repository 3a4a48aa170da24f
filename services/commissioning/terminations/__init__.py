"""What the purchaser decides on its right to end an agreement: to end it or not, with reasons, and only while it has the right.

Words: right to terminate, termination decision.
Source: standard PFI payment mechanism, model book 3102: three termination points in thirteen months; House rule 0185.
"""
