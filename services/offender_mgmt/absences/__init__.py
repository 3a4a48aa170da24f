"""Going out of a prison for a while, to court, to hospital or on licence, and coming back: the prison goes on holding the person.

Words: NOMIS movement types CRT and TAP; release on temporary licence (ROTL) of PSO 6300.
"""
