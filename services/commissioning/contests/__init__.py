"""Whether the provider is right about what it contests, decided by somebody else than whoever judged, within a set time.

Words: contest, ground, disputed (counts as charged, only its part withheld), decision, upheld, overturned, withdrawal.
Source: standard PFI terms (what is not disputed is paid within 20 business days).
"""
