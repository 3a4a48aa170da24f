"""What incidents take from a provider, that one event is charged once, and that a cap stands over sums and points.

Words: fixed sum, incident, same event, spared, choice, cap, uncollected.
"""
