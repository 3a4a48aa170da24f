"""What stands against facts that are offered for a settlement, field by field: an unknown code, an index published twice.

Words: fact, offered, known, published.
"""
