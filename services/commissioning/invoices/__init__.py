"""Which part of an invoice is payable: matched against the agreement, the computed entitlement, and what the events show.

Words: invoice, tax point, three-way match, finding, payable, withheld, provision, set off.
Source: National Audit Office, HC 737 (November 2013), for what goes wrong when nobody matches.
"""
