"""Which court reports are open, and which are overdue: a work queue over everybody within reach, the first to be due first.

It keeps nothing: the reports are those of `court_reports`.
"""
