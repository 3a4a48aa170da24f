"""OGP and OVP: how likely non-violent and violent reoffending is, from sanctions and from what OASys found.

Words: general reoffending, violence, static and dynamic items. Source: hmpps-arns-risk-actuarial-api, OASys of August 2009.
"""
