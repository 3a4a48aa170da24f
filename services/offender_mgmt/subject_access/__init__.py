"""A person's request for their own data: whether its clock runs, what is gathered, what is exempt, and what was sent.

Words of the Data Protection Act 1998, section 7.
"""
