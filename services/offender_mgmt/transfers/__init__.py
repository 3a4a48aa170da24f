"""Passing a case to another area or prison: asked, accepted or rejected, withdrawn, or escalated because nobody answered.

The sender is responsible until the receiver accepts. Words: transfer, sender, receiver; *escalation* (Delius: master transfer).
"""
