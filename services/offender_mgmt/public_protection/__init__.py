"""Public protection held inside the case: MAPPA, risk of serious harm and registers, each version kept.

Everybody who may see the case sees the levels; the detail is for those who manage the risk. Words: MAPPA guidance, OASys R10.
"""
