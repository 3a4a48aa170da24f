"""Whether a case is in scope of the Offender Management Model on a day: its phases I to III, each test with its outcome.

Words: phase, priority offender (PPO), risk of serious harm; the flag is derived and never typed.
"""
