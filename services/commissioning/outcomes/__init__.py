"""What a contract year that was drawn costs its provider, row by row of the terms.

Words: rate, draw, share, taken, cap.
"""
