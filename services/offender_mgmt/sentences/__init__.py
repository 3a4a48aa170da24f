"""What the court pronounced: orders with their requirements, within the limits of the Act, and custodial sentences.

Words: community order, suspended sentence order, requirement, supervision period, operational period, tariff.
"""
