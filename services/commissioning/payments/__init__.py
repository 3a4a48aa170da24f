"""What is owed for a period: exact fractions inside, whole pence where a step puts money out, and never twice.

Words: contract year, cumulative days, service fee, volume cap, entitlement, posting, settlement run.
"""
