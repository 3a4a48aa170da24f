"""What is deducted for contracted places that were not available.

Words: contracted places, criterion, rectification allowance, place-day, repeat.
"""
