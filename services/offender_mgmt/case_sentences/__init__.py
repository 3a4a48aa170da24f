"""What courts passed and what came of it, as the case file shows it: sentences, key dates, licence, recall, ends, days in court.

Only shapes of other rooms' rows for one statement. Words: those of the rooms.
"""
