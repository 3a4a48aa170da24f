"""What one measure came to over some days, by whose word, covering how much, and how far it could be from the truth.

Words: figure, evidenced, attested, coverage, small number, contest of a figure. What cannot be had is missing, never filled in.
"""
