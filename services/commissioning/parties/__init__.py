"""Who is party beside the two that sign, and whether each is the body that it is said to be.

Words: party, body. Source: Offender Management Act 2007 s.4, for which the body decides; the lists behind the register.
"""
