"""What happened under an agreement and what it falls under: judged by the purchaser's side, never by the provider.

Words: occurrence, classification, controller (a Crown servant in a contracted prison), held, excused, second reading.
Source: Criminal Justice Act 1991 ss.84-88 for the controller; the published Kilmarnock contract for incidents held.
"""
