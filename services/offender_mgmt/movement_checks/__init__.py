"""Whether a line may follow the others in the ledger of movements: nobody leaves a prison that they are not in.

Words: those of `movements`. Each fault names the part of the line; the rooms above say which field of a request that was.
"""
