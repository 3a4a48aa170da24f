"""Between which values a figure could well lie when it rests on few cases, by two published methods.

Words: proportion (Wilson), count of events (Garwood, exact Poisson), small number.
"""
