"""Who buys from NOMS, where and by what instrument: places for children, and for people detained for immigration control.

Words: inbound purchase. Source: founding paper 003; `further_responsibilities.csv`, whose rows carry their own sources.
"""
