"""What a prediction of reoffending is: a score of terms, the chance that it stands for, and its band.

Words: term, score, chance within one and two years, band. Source: hmpps-arns-risk-actuarial-api.
"""
