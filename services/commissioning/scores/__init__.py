"""What one outturn scores against its floor, target and stretch, and the band that a score alone would give.

Words: scale, floor, target, stretch, score. Nothing is kept here.
"""
