"""Movements into and out of prison, as a ledger that is only added to, and where a person is now.

The establishment of the last movement decides which contractor may see the record. Words: NOMIS movement reasons.
"""
