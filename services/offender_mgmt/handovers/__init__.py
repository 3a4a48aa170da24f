"""Which side of the prison gate is responsible for a person in custody on a day, why, and when that changes.

It keeps the circumstances that decide a handover beside the dates of the sentence. Words: `handover_dates`.
"""
