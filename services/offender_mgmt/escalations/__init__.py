"""Transfers that nobody answered in time, and people moved between prisons for whom nobody asked: found by the service itself.

Words: those of `transfers`; *escalation*: both sides and their regions hear that the last day has passed.
"""
