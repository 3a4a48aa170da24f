"""Whether a rating is moved by somebody outside the unit that buys: at most one band, with reason and evidence, both bands kept.

Words: moderator, rated band, moderated band, stale. Source: IPPF ratings were published after moderation outside NOMS.
"""
