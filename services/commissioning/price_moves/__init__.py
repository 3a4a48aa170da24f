"""How variations move the annual price: by which text, from which day, how far, and how far the parties let it.

Words: annual price, step, price effect, limit of price variation.
"""
