"""Plumbing without a noun of the trade: what every service of this house stands on."""
