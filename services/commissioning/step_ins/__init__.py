"""Step-in at a contracted prison: a governor appointed by the Secretary of State, from when, until when, at whose cost.

Words: contracted prison, director, controller, governor, effective control, step-in.
Source: Criminal Justice Act 1991 s.88; the step-in at Birmingham prison on 20 August 2018 for the order of events.
"""
