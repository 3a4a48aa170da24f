"""The end of an order, a requirement or a custodial sentence before or on its day: when, and for which reason.

Words: completed, revoked, early revocation for good progress, quashed, removed by the court. An end is a dated record of its own.
"""
