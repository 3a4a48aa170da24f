"""How a provider's measures become scores, domains and one band from 1 (serious concerns) to 4 (exceptional).

The formula is this project's own, published and versioned. It is not the formula of PTRS or PRS, which was not found.
"""
