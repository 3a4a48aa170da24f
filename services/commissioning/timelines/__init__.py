"""Who commissioned one prison or area on every day of its life, and every stretch of days that gives cause to ask.

Words: stretch (days with one answer), finding, conflict of interest (one office bought and managed the line).
Source: the lists behind `responsibilities` and `structures`; nothing here is typed in, all of it is computed.
"""
