"""What the figures of an agreement call for: under which floor, over how many points, after how large a deduction.

Words: trigger, figure, finding, matter (what a notice is about), obstacle.
Source: standard PFI payment mechanism, model book 3102, for deductions; the rest is House rules 0178 to 0185.
"""
