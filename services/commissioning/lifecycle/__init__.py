"""How an agreement moves once it is drawn up: offered, brought into force, suspended, resumed, let expire, ended, terminated.

Words: offer, commencement, suspension, expiry, end (its last day has passed), termination (ended early, under a clause).
"""
