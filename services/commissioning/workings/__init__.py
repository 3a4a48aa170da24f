"""A line of a settlement, and how the working that leads to its pence is written.

Words: step, line, working, quantity, provisional, disputed.
"""
