"""What a provider, a region or a measure comes to at a glance, in one statement each, and whether bands tell anything apart.

Words: scorecard, band in force, restated, discriminating power. Nothing is kept here: everything is read where it was decided.
"""
