"""What is paid for places called off beyond the contracted ones, and deducted for places doubled without leave.

Words: additional places, call-off, place-day, unauthorised doubling, place-night.
"""
