"""What falls short under an agreement: an outturn under its floor, points over a baseline, deductions out of proportion.

Words: figure, floor, baseline, contract quarter, share of the charge deducted.
Source: National Audit Office, HC 700 2002-03, for what is deducted; standard PFI payment mechanism, model book 3102, for shares.
"""
