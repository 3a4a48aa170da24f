"""Which sentences of imprisonment a court could pass: determinate, extended, for public protection, for life. Only rules.

Words: length, custodial term and extension of an extended sentence, minimum term, consecutive sentence.
"""
