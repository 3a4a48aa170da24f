"""The catalogue of measures: what is counted, over what, in which window, which way is better, and which service counts it.

A change of definition is a new version; a second definition of the same thing is a new code.
Source: probation circular 28/2006 (counting rules); KPI table 2005-06, HC162 Annex C.
"""
