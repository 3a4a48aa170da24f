"""Where a person is and who works on the case, as the case file shows it: officers, decisions, transfers, reports asked for.

Only shapes of other rooms' rows for one statement. Words: those of `allocations`, `responsibility`, `transfers`, `court_reports`.
"""
