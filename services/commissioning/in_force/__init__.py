"""The full text of an agreement that is in force on a day, as it was known at an instant, in one statement.

Words: in force on, known at, text, layer.
"""
