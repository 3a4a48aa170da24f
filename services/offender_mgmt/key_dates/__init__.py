"""The key dates of everything that a person serves at once: which apply, when, and by which steps.

Words: sentence expiry, conditional release, parole eligibility, remand, tagged bail, unlawfully at large, additional days.
Source: PSO 6650; the domain notes on release dates.
"""
