"""Two records of one person become one, and are parted again if that was wrong; nothing is lost either way.

Words: the *survivor* answers from then on, also for the CRN of the record that was *merged* into it; to *part* undoes a merge.
"""
