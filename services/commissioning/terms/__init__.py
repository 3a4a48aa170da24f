"""Which payment terms an agreement has on a day, as known on a day: written in draft, changed only by a signed variation.

Words: payment terms, version, in force, as known on, variation, contract year, commencement of the service.
"""
