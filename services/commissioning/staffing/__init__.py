"""Every count of the staff of offices and of headquarters, over time, with what was counted and where two counts disagree.

Words: count, basis (what was counted), bound (exact, more than, planned), origin of staff, printed total.
Source: Commons written answers of 8 July 2009, 9 September 2009 and 30 March 2010; returns of the offices.
"""
