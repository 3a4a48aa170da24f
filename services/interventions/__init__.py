"""Delivers what the court required: referral, suitability, a place, sessions, and completion with its evidences."""
