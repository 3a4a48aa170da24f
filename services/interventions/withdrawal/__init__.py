"""The end of a referral before its programme is complete: its reason, its day, and the place that it sets free."""
