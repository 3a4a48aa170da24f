"""Whether a charge for a person is owed: each day once, at the agreed price, from the start to the end that the events show.

Words: charge, provision (what was in place for a person under an order), spell, finding, payable, withheld.
Source: National Audit Office, HC 737 (November 2013), electronic monitoring: charged by the order instead of by the person.
"""
