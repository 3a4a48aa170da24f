"""OASys assessments: section scores from the answers, and the needs that the scores identify.

Words and numbers: the OASys question bank and the thresholds in use since the 2009 revision (`noms.reference.oasys`).
"""
