"""Who is responsible for a case: one offender manager at a time, one offender supervisor at a time, and the tier.

Words: NOMS Offender Management Model, PC 65/2005 (tiers), National Standards 2007 (by when).
"""
