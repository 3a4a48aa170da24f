"""What a settlement looks at of something that happened, and in which states it counts.

Words: happened, believed, counts, held.
"""
