"""Licences of people released from custody: their conditions, who approved them, and their state.

Words: standard, additional and bespoke condition, home detention curfew, variation, policy version.
"""
