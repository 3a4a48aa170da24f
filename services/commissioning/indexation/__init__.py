"""What a fee comes to when an index has moved, which published value counts, and what holds while none is known.

Words: price base, index, indexed share, reference month, revision, provisional.
"""
