"""How a settlement run is written down: its lines, its statement and the facts that it rests on, byte for byte, and back.

Words: ledger, fingerprint, facts, statement, line.
"""
