"""Who was the responsible commissioner of an establishment or area on a day, and where nobody was, or nobody knew.

Purchasing and line management are kept apart: a prison may have a line manager and no purchaser.
Source: `responsibilities.csv`, whose rows carry their own sources.
"""
