"""How many people each prison, region and the whole estate holds on any day, against its places, and how crowded it is.

Words: whoever is on the roll is *held*, also while at court; people placed by the Youth Justice Board or the Border Agency are
counted apart. Counts of prisons are published figures: nothing is suppressed, and nothing of any person is told.
"""
