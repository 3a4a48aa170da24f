"""A contract year settled as a whole, with its fingerprint; and what is left to post when it is settled again.

Words: settlement, rule version, inputs hash, restatement, adjustment.
"""
