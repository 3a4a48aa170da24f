"""Which records of a person are theirs to see, field by field. Only rules.

Words: *withheld* is what is somebody else's, whoever asks; *exempt* is what an officer keeps back of one answer, on a ground.
"""
