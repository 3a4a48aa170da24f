"""What has been settled and posted, by month or by period, as both parties read it: runs, lines down to events, the account.

Words: account, settlement run, line, drill-down, posted to date.
"""
