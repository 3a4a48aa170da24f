"""How likely somebody is to be convicted again, by the published formulas: OGRS 3, OGP and OVP, each term shown.

Words: sanction, follow-up, offence group, band. Source: Howard, Francis, Soothill and Humphreys 2009 (MoJ Research Summary 7/09);
OASys predictors of August 2009 as in hmpps-arns-risk-actuarial-api.
"""
