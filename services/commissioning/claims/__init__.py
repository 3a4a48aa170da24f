"""What an invoice claims: each line by what it is for, each charge by person and order, and what cannot be true of it.

Words: claim, line, charge, place, fingerprint.
"""
