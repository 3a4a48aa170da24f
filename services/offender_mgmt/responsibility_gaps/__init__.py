"""Whether every sentence of the estate has one responsible officer on every day: days with none and days with two.

Words: those of `responsibility`. The community's side is counted, for the prison's answers by the stay itself.
"""
