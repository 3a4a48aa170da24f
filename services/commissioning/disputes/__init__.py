"""Which lines of the account are in dispute, and since when: only the disputed part waits, until it is decided.

Words: dispute, disputed part, upheld.
"""
