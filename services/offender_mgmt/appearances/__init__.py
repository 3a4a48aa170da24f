"""What was before a court on a day: the offences, the pleas, what the court found, and how the person left it.

Words: appearance, main and additional offence, Home Office code, offence group, plea, remand status, outcome.
"""
