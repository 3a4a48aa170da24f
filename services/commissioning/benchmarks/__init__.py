"""What a unit of a specified service has cost or should cost, published, derived or estimated; never one for the other.

Words: benchmark, unit of output, basis. Source: Commons written answers of 17 December 2008 and 9 December 2009.
"""
