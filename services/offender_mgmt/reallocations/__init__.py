"""Giving all cases of an officer who leaves to colleagues: spread by points, all in one act or none.

Words: reallocation (the bulk reallocation of prison systems), colleague; points are those of `workloads`.
"""
