"""Sentence plans driven by assessment: an objective serves a need, and a need without an objective has a recorded reason.

An unmet need is recorded and counted, never dropped. Words: OASys, the ASPIRE cycle, National Standards 2007 (review).
"""
