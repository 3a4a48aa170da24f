"""Which regions, establishments, areas and posts existed on a day, and who worked in each director's office.

Words: region, High Security Estate, probation area (board, trust), post, director's office, origin of staff.
Source: the reference lists of `noms.reference`; Commons written answers of 8 July 2009, 9 September 2009 and 30 March 2010.
"""
