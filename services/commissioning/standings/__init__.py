"""Which agreements have a remedy on record, and where each stands today: one statement, page by page, within reach.

Words: standing, notice in force, live termination point.
Source: the table of the room `escalation`, which a test holds this statement against.
"""
