"""What caps a rating whatever the score: an escape, an unlawful killing, loss of control, falsified data.

Words: gateway event, under inquiry, confirmed, lifted. A step of the inquiry rates the days again at once.
"""
