"""Versions of payment terms as they are kept, and from which day new ones may hold: judged when both read them, and when entered.

Words: payment terms, version, standing, contract year, commencement of the service.
"""
