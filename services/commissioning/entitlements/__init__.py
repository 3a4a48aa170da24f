"""What a provider is entitled to for each month of a contract year: every numbered step in its order.

Words: entitlement, step, month, quarter, year.
"""
