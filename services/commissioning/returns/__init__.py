"""What a provider still has to type: returns for the measures that no event gives, due by the calendar, filed, late or missing.

Words: return, period, due day, late, nil return, attested. Source: probation circular 28/2006 (counting rules, due day).
"""
