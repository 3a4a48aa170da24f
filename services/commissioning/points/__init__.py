"""What each row of the points table brings: a flat number for each failure, or steps by how far a target is missed.

Words: points table, row, target, missed, half points.
"""
