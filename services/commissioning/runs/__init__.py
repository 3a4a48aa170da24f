"""A contract year settled under payment terms: computed on what is believed now, kept with its inputs, posted once.

Words: settlement run, contract year, posting, adjustment, ripple, replay.
"""
