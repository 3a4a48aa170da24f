"""For which days and at which places an agreement may be made: while its provider and its buyer stay what they are, at home.

Words: footing, last day, own place. Source: responsibilities.csv, private_prison_contracts.csv, probation_areas.csv,
further_responsibilities.csv; Offender Management Act 2007 s.4.
"""
