"""Time on remand and tagged bail, absence, and days awarded and restored, as they stand on a person's record.

Words: remand, tagged bail, unlawfully at large (UAL), additional days awarded (ADA), restoration (RADA).
"""
