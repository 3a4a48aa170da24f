"""The predictors as their users ask them: by offence code or group, each term shown, nothing kept.

Words: predictor, offence code, offence group. Source: MoJ Research Summary 7/09; hmpps-arns-risk-actuarial-api.
"""
