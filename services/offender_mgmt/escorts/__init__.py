"""Escorts between court and prison: who carries them out, whether they arrived on time, and who may see that.

Words: an escort is *booked* by the prison, *departs* and *arrives*, or is *cancelled* before it departs. The ledger of movements
is the prison's own: an escort puts no line into it.
"""
