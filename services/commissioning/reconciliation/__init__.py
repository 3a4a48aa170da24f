"""What is settled when a year is over or a cohort has matured: volume outside its band, and payment by results.

Words: weighted case, volume band, marginal price, cohort, at risk, threshold, bonus.
"""
