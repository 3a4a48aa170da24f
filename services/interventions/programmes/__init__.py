"""The catalogue of accredited programmes, and the dose of each: how many sessions, at what pace, over which days.

Words of the accreditation panel and of the probation circulars. What a source does not prove is shown as unverified.
"""
