"""What money depends on and no occurrence tells: published index values, volumes, cohorts and outturns, each with its revisions.

Words: index, publication, revision, volume, weighted case, cohort, outturn.
"""
