"""Taking somebody on licence back to prison: of which kind, who decided and why, and until when.

Words: revocation of licence, standard, fixed-term and emergency recall, return to custody, release again.
"""
