"""Typed clients, one per service: how one service speaks to another, and the kit that consumers install."""
