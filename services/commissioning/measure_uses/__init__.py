"""Which measures agreements in force are judged by, on which days, and which measures nobody uses any more.

A measure costs somebody its collection: one that nobody uses for a year is proposed for removal.
"""
