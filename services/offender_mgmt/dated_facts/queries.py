"""The one form of every dated fact: whose row tells it, by which day, and where it stands in full."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, cast, func, null, select
from sqlalchemy.dialects.postgresql import DATE, TEXT, TIMESTAMP
from sqlalchemy.orm import InstrumentedAttribute

from noms.chassis.database.shaping import word
from noms.chassis.identity.permissions import Scope
from noms.contracts.offender_mgmt.timelines import FactKind
from services.offender_mgmt.persons.tables import PersonRow

_PLACE = re.compile(r"(\{\w+\})")
_INSTANT = TIMESTAMP(timezone=True)


@dataclass(frozen=True)
class Fact:
    """One kind of fact: whose row tells it, by which day, and the scope without which nobody sees it."""

    kind: FactKind
    key: InstrumentedAttribute[Any]
    happened_on: SQLColumnExpression[Any]
    detail_url: str
    scope: Scope | None = None
    known_since: SQLColumnExpression[Any] | None = None
    only: tuple[ColumnElement[bool], ...] = ()
    undone_at: SQLColumnExpression[Any] | None = None
    """The instant since which it is known that this was not so: before, it stood on record."""

    @property
    def row(self) -> Any:
        """The row that tells it: a class of rows, or an alias of one."""
        return self.key.parent.entity

    def of_the_person(self) -> Select[Any]:
        """The facts of this kind of the statement's person."""
        known_since = getattr(self.row, "recorded_at", None) if self.known_since is None else self.known_since
        happened_on = cast(self.happened_on, DATE)
        columns: list[ColumnElement[Any]] = [
            word(self.kind).label("kind"),
            cast(self.key, TEXT).label("fact_id"),
            happened_on.label("happened_on"),
            cast(null() if known_since is None else known_since, _INSTANT).label("recorded_at"),
            self._detail().label("detail_url"),
            cast(null() if self.undone_at is None else self.undone_at, _INSTANT).label("undone_at"),
        ]
        wanted = select(*columns).select_from(self.row)
        return wanted.where(self.row.crn == PersonRow.crn, happened_on.is_not(None), *self.only).correlate(PersonRow.__table__)

    def _detail(self) -> ColumnElement[str]:
        parts = [part for part in _PLACE.split(self.detail_url) if part]
        return func.concat(*(getattr(self.row, part[1:-1]) if part[0] == "{" else word(part) for part in parts), type_=TEXT)


def london_day_of(instant: SQLColumnExpression[Any]) -> ColumnElement[Any]:
    """The day in London on which an instant falls."""
    return cast(func.timezone(word("Europe/London"), instant), DATE)
