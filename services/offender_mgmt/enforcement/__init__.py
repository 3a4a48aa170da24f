"""What must follow a failure to comply with an order: a warning, or return to court, and by when.

Words: failure day, warning in force, breach due, breach begun, outcome of the court.
"""
