"""Whether a person under a programme requirement is referred, and found suitable by risk, need and responsivity.

The one place where a referral moves from state to state. Words of the June 2010 targeting manual.
"""
