"""Needs, plan and risk as the case file shows them, the risk by what a role may see of it.

Only shapes of other rooms' rows for one statement. Words: those of `assessments`, `plans`, `public_protection` and `registers`.
"""
