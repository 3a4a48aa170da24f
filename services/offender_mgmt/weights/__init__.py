"""What each feature of two records weighs for or against their being of one person; only rules.

Words: a *term* is a feature, how far it agrees (its *level*), and the bits that this is worth.
"""
