"""Where an agreement stands between no remedy and the right to end it, by the table of remedies as printed.

Words: warning, improvement notice, default notice, termination point and the months for which it is live, step-in.
Source: standard PFI payment mechanism, model book 3102, for termination points; the rest is House rules 0178 to 0185.
"""
