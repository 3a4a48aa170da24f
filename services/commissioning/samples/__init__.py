"""Which events behind a figure are examined by hand, drawn so that anybody can draw them again, and how many were wrong.

Words: audit sample, seed, population, finding, error rate.
"""
