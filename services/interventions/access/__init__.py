"""To whom the records of a person are closed, as offender_mgmt told it.

This room decides nothing: it keeps the closures that row security and every query obey.
"""
