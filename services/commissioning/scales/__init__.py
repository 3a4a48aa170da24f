"""How points become money: the baseline that costs nothing, the bands of the excess, the price of a point.

Words: scale, baseline, excess, band, price of a point.
"""
