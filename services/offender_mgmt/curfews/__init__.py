"""From when a sentence can be served at home under curfew, as the law of the 135 days had it.

Words: home detention curfew, eligibility. Source: Criminal Justice Act 2003 s.246; PSO 6700.
"""
