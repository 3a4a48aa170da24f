"""Which invoice bears a line, what of it waits for a dispute, and what the last month keeps back.

Words: due invoice, closing invoice, withheld, undisputed part, final-month deposit.
"""
