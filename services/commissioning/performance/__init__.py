"""What a provider delivered in a period, pulled from the services that own the events and never typed in.

A computation is never edited: computing again makes the next version, with the watermark and the event ids it rests on.
"""
