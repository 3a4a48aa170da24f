"""The work queue: requirements that courts imposed, as offender_mgmt announced them, with how far each has come.

This room decides nothing about an order; it keeps a copy of what a provider needs to begin.
"""
