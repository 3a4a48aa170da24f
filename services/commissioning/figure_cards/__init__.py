"""The figures that a period was rated by, as scorecards show them. Nothing is kept here.

Words: figure, score, interval, evidence, contest.
"""
