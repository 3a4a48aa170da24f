"""Pre-sentence reports: by when one is due, who writes it, what it proposes, and whether it reached the court in time.

Words: standard and fast delivery, oral reports; the purposes of sentencing of the Criminal Justice Act 2003.
"""
