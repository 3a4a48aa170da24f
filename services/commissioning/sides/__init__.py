"""Who is on the provider's side of an agreement: whoever delivers it, in whole or in part, or runs the prison.

Words: operator, partner. Source: Criminal Justice Act 1991 s.85; the list of contracts for private prisons.
"""
