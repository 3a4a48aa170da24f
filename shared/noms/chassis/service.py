"""What a service is made of: the composition root lists it, the app factory builds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from fastapi import APIRouter

from noms.chassis.chores import Chore
from noms.chassis.feed.follower import Reaction
from noms.chassis.identity.permissions import RoleScopes, Scope
from noms.chassis.refusals import Refusal
from noms.chassis.requests.express import Lane


def routers_of(package: str, *rooms: str) -> list[APIRouter]:
    """The routers of these rooms of a service, in the order in which its documentation shows them."""
    return [import_module(f"{package}.{room}.router").router for room in rooms]


@dataclass(frozen=True, slots=True)
class Follow:
    """A peer whose feed this service follows, and what it does with it."""

    peer: str
    reactions: Sequence[Reaction[Any]]


@dataclass(frozen=True, slots=True)
class Service:
    """One of the three services."""

    name: str
    title: str
    description: str
    version: str
    rooms: Sequence[APIRouter]
    scopes: Sequence[Scope]
    events_scope: Scope
    roles: RoleScopes
    lanes: Sequence[Lane] = ()
    """Hot reads that may take the short way."""

    follows: Sequence[Follow] = ()
    chores: Sequence[Chore] = ()
    """What it does by itself, again and again."""

    large_bodies: Mapping[str, int] = field(default_factory=dict)
    """The paths that take files, and how many bytes each takes at most; every other body has the limit of the settings."""

    constraints: Mapping[str, type[Refusal]] = field(default_factory=dict)
    """Named constraints of the database and the refusals that they stand for."""
