"""Who buys the places of a prison on a day: one establishment may have several commissioners.

Words: place, inbound (others buy from NOMS) and outbound (NOMS buys). Source: founding paper 003; Hansard 2013-12-04 (Parc).
"""
