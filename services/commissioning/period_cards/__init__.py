"""Periods as scorecards show them: by their latest version and rating. Nothing is kept here.

Words: band, band in force, moderated, stale, restated.
"""
