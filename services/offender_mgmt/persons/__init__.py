"""Who a person is: the facts without which a case cannot be opened, and the numbers by which other systems know them.

Words: case reference number (CRN), PNC, CRO and NOMS numbers, home area.
"""
