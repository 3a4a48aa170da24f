"""What answers to OASys come to before any assessment is recorded: scores, needs, how severe each is, and what is unanswered.

Words: question, section, score, need, severe. Source: hmpps-assess-risks-and-needs Section.kt.
"""
