"""Whether the ratings of a year tell anything apart: how they spread over the bands, by comparator group and by measure.

Source of the complaint: in 2012-13 all trusts were good or exceptional (NAO 2016).
"""
