"""How parts of texts lie upon one another: for each day, the latest text that speaks of it is what is said.

Words: part, layer, span, struck out.
"""
