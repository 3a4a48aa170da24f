"""Who the statement's person is, as JSON: the numbers, what stands of the particulars today, and the closures of the record."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, or_, select
from sqlalchemy.sql.expression import SQLColumnExpression

from noms.chassis.database.shaping import json_list, json_row
from noms.contracts.offender_mgmt.particular_views import (
    AddressView,
    AliasView,
    DisabilityView,
    PersonalContactView,
    SpokenLanguageView,
)
from noms.contracts.offender_mgmt.persons import IdentifierView, PersonView
from services.offender_mgmt.access.tables import RecordClosureRow
from services.offender_mgmt.dated_facts.queries import london_day_of
from services.offender_mgmt.particulars.queries import corrected
from services.offender_mgmt.particulars.tables import (
    AddressRow,
    AliasRow,
    DisabilityRow,
    ParticularRow,
    PersonalContactRow,
    SpokenLanguageRow,
)
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonMergeRow, PersonRow

Json = SQLColumnExpression[Any]
_TODAY = london_day_of(func.transaction_timestamp())


def person() -> Json:
    """The person and every number that they are or were known by."""
    held = select(PersonIdentifierRow).where(PersonIdentifierRow.crn == PersonRow.crn)
    numbers = json_list(
        json_row(IdentifierView, PersonIdentifierRow), held, PersonIdentifierRow.kind, PersonIdentifierRow.held_from
    )
    return json_row(PersonView, PersonRow, identifiers=numbers)


def merged_crns() -> Json:
    """The numbers of the records that were merged into this one and not parted from it again."""
    standing = select(PersonMergeRow).where(PersonMergeRow.crn == PersonRow.crn, PersonMergeRow.parted_at.is_(None))
    return json_list(PersonMergeRow.merged_crn, standing, PersonMergeRow.merged_crn)


def aliases() -> Json:
    """The names that the person goes by."""
    return _today(AliasView, AliasRow)


def addresses() -> Json:
    """Where the person lives."""
    return _today(AddressView, AddressRow)


def languages() -> Json:
    """What the person speaks, and whether they need an interpreter."""
    return _today(SpokenLanguageView, SpokenLanguageRow)


def disabilities() -> Json:
    """What is to be provided for."""
    return _today(DisabilityView, DisabilityRow)


def personal_contacts() -> Json:
    """Whom to call."""
    return _today(PersonalContactView, PersonalContactRow)


def closures_in_force() -> Json:
    """How many exclusions and restrictions close the record today: the rule of `access`."""
    row = RecordClosureRow
    closing = (row.lifted_at.is_(None), row.from_on <= _TODAY, or_(row.until_on.is_(None), row.until_on >= _TODAY))
    return select(func.count()).select_from(row).where(row.crn == PersonRow.crn, *closing).scalar_subquery()


def _today(view: type[BaseModel], row: type[ParticularRow]) -> Json:
    """The particulars of one sort that are so today and that nothing has superseded, in the order of their room."""
    held = (row.starts_on <= _TODAY, or_(row.ends_on.is_(None), row.ends_on >= _TODAY), ~corrected(row))
    standing = select(row).where(row.crn == PersonRow.crn, *held)
    return json_list(json_row(view, row), standing, row.starts_on.desc(), row.recorded_at.desc(), getattr(row, row.key()))
