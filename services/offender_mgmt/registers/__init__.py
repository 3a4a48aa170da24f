"""Registers and alerts at person level: who stands on which, since when, when it is reviewed, and who may see what of it.

They outlive release, recall and merge; a prison is where one was raised, never where it ends. Words: Delius and NOMIS codes.
"""
