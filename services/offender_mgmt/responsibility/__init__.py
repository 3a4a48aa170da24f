"""Who is responsible for a person on any day: exactly one officer, why, and what ends it; derived whenever it is asked.

Words: responsible officer (Criminal Justice Act 2003 s.197), offender manager, offender supervisor, handover, duty officer.
"""
