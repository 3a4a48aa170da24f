"""What each row of payment terms puts at stake before anybody signs: the mean, the percentiles and the worst of many runs.

Words: stake, run, expected, percentile, the most at stake.
"""
