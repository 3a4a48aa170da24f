"""Commissioning: who buys from whom, what was agreed, what was delivered, and what is owed for it."""
