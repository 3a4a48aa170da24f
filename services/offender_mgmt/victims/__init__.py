"""The victim contact scheme: to whom it applies, by when it is offered, what victims ask for. Walled from the case.

Only the liaison officer reads who they are; a case file shows at most that contact is wanted and the conditions asked for.
Words: Domestic Violence, Crime and Victims Act 2004 ss.35 and 45.
"""
