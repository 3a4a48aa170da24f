"""What becomes of a transfer: the receiver takes the case with an officer, or sends it back; or the sender withdraws it.

Words: those of `transfers`. Accepting and allocating are one act, so that no day lies between two officers.
"""
