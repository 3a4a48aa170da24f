"""OGRS 3: how likely somebody is to be convicted again, from fixed facts alone.

Words: sanction, follow-up, offence group. Source: Howard, Francis, Soothill and Humphreys 2009 (MoJ Research Summary 7/09).
"""
