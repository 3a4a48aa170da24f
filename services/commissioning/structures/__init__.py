"""Who commissioned whom for what on a day, whole: every region and kind of provider, and what was bought besides.

Words: structure, inbound (the service is commissioned by another body), acting office, on behalf of.
Source: `responsibilities.csv` and `further_responsibilities.csv`, whose rows carry their own sources.
"""
