"""Which figures of a period are contested, and what becomes of them: only the contested figure waits.

Words: contest, upheld, rejected. Whether a contest is right is decided in `contests`; here stands what follows for the figure.
"""
