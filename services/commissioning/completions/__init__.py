"""What is owed for a period under an agreement without payment terms: completions at their price, and a fee by days.

Words: service fee, volume cap, profiled volume, completions to date.
"""
