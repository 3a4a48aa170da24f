"""To whom an agreement may give what: shares of a consortium and of subcontractors, and assistance to courts.

Words: award, prime, member, subcontractor, share, restricted probation provision. Source: Offender Management Act 2007 s.4.
"""
