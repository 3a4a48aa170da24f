"""What stands against rates of occurrence and outlooks that are offered, field by field.

Words: rate of occurrence, outlook, run.
"""
