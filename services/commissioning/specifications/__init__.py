"""What a service must put out, by version; whom it is for; who may provide it; and what a unit of it has cost.

Words: specification (outputs and a least standard, not method or provider), unit of output, cost driver, eligibility, restricted
probation provision, benchmark. Source: NOMS service specifications; Offender Management Act 2007 s.4.
"""
