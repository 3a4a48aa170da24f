"""Where an agreement stands, why, which clocks run and what is open next; and what the purchaser decides on its right to end it.

Words: standing, clock (in working days of England and Wales), right to terminate, termination decision.
Source: standard PFI payment mechanism, model book 3102; House rules 0178 to 0185.
"""
