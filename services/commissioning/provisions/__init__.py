"""What the purchaser's own events show was in place for whom, and what a person's day costs by the lines of the agreement.

Words: provision, spell, order reference, person reference (a pseudonym, never a number of the person).
Source: National Audit Office, HC 737 (November 2013): the purchaser had no data of its own.
"""
