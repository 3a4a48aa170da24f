"""When one determinate sentence, or one chain of consecutive ones, lets a person go, and until when it reaches afterwards.

Words: regime, half-way point, release by the Parole Board, licence expiry, home detention curfew.
Source: Criminal Justice Act 1991 Part II; Criminal Justice Act 2003 Part 12 Chapter 6; PSO 6650; PSO 6700.
"""
