"""Which reviews of registrations are overdue: a work queue over everybody within reach, the longest overdue first.

It keeps nothing: a review that is due is a row of `registers`. Words: MAPPA guidance, register reviews of Delius.
"""
