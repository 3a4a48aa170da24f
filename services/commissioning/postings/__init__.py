"""What a settlement run adds to the account, what has changed since the run before, and until when a year may be settled again.

Words: entitlement, posting, adjustment, run, restatement window, fraud, line.
"""
