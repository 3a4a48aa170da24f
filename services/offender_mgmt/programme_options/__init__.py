"""What a programme in an area is for one defendant: which needs it answers, the wait, and what its completions are worth.

Only rules; the figures are those that interventions counts. Words: the pathways; Wilson's interval for a share.
"""
