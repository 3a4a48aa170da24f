"""Whether a suitable referral may take a place in a cohort, judged by programme, provider and the end of the order."""
