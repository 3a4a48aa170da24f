"""What is known of a person beside names and numbers of record: aliases, addresses, languages, disabilities, contacts.

Words: a *particular* is a dated fact; a newer one *supersedes* it where it was wrong, and both stay on record.
"""
