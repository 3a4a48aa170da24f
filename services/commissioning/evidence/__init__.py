"""What is believed now, in an order of its own and sorted by what of the payment terms it bears on, and its fingerprint.

Words: facts, believed, counted, unpriced, inputs hash.
"""
