"""Putting a wrong line of the ledger of movements right, and what follows from it: stays, who sees the record, a death.

Words: the wrong line is *superseded*, with the reason; it stays on record. Nothing of the sort happened: it is *withdrawn*.
"""
