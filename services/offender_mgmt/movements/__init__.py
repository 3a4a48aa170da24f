"""Which line may follow which in the ledger of movements, and where each leaves a person: on a roll, away, at large or free.

Words: whoever is *held* is on the roll of an establishment, also while at court or on temporary release. NOMIS movement types.
"""
