"""Whole pence, and the days of a contract year: its months, its quarters, the fee by cumulative days.

Words: contract year, contract month, contract quarter, cumulative days, percentage.
"""
