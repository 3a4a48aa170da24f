"""Whether two records are of one person: a score with its terms, the rule that needs no score, and what a human decided.

Words: weights are *bits*; *twins* are people alike in all but the forename; a decision is a *marker* that outweighs every score.
"""
