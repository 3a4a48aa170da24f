"""Requests within reach, and everything that this service holds of a person, each field by its label."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.database.engine import reach_as
from noms.chassis.identity.caller import EVERYTHING, Caller
from noms.chassis.refusals import NotFound
from noms.chassis.requests.paging import NumberedPage
from noms.contracts.offender_mgmt.subject_access import (
    ExemptionView,
    PackSummary,
    SubjectPackView,
    SubjectRequestList,
    SubjectRequestView,
)
from noms.contracts.paging import Pagination
from noms.contracts.subject_data import HELD_BY_INTERVENTIONS, SubjectData, SubjectField, SubjectRecords, SubjectRow
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonMergeRow, PersonRow
from services.offender_mgmt.rows import Row
from services.offender_mgmt.subject_access import rules
from services.offender_mgmt.subject_access.tables import SubjectExemptionRow, SubjectPackRow, SubjectRequestRow
from services.offender_mgmt.subject_labels.rules import GIVEN, label, told

LEFT_OUT = "dpa_exclude"
"""The column that marks a row of which the person is not told that there is one, such as an alert on a victim's behalf."""


async def request(session: AsyncSession, caller: Caller, request_id: UUID) -> SubjectRequestRow:
    """The request, if its person is within reach; locked, so that what is recorded of it follows one another.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted = select(SubjectRequestRow).join(PersonRow, PersonRow.crn == SubjectRequestRow.crn)
    wanted = wanted.where(SubjectRequestRow.request_id == request_id, reached_by(caller))
    row = await session.scalar(wanted.with_for_update(of=SubjectRequestRow))
    if row is None:
        raise NotFound
    concerning(session, row.crn)
    return row


async def open_requests(session: AsyncSession, caller: Caller, page: NumberedPage, *, as_at: date) -> SubjectRequestList:
    """A page of the requests within reach that are not answered, the one due first standing first, and how many there are."""
    row = SubjectRequestRow
    waiting = select(row).join(PersonRow, PersonRow.crn == row.crn).where(row.answered_on.is_(None), reached_by(caller))
    total = await session.scalar(select(func.count()).select_from(waiting.subquery()))
    runs = and_(row.fee_received_on.is_not(None), row.identity_checked_on.is_not(None))
    since = case((runs, func.greatest(row.received_on, row.fee_received_on, row.identity_checked_on)))
    in_order = waiting.order_by(since.asc().nulls_last(), row.received_on, row.request_id)
    rows = (await session.scalars(in_order.offset(page.offset).limit(page.per_page))).all()
    concerning(session, *(row.crn for row in rows))
    place = Pagination.of(page=page.page, per_page=page.per_page, count=len(rows), total_count=total or 0)
    views = [await request_view(session, caller, row, as_at=as_at) for row in rows]
    return SubjectRequestList(data=views, pagination=place)


async def exemptions(session: AsyncSession, request_id: UUID) -> Sequence[SubjectExemptionRow]:
    """What is kept back of the answer, in the order of recording; the request was found before."""
    wanted = select(SubjectExemptionRow).where(SubjectExemptionRow.request_id == request_id)
    return (await session.scalars(wanted.order_by(SubjectExemptionRow.recorded_at))).all()


async def packs(session: AsyncSession, caller: Caller, row: SubjectRequestRow) -> Sequence[SubjectPackRow]:
    """The packs that were gathered for a request that was found, oldest first.

    One that was gathered while the record was one with somebody else's is nobody's to see: it holds that person's data too.
    """
    wanted = select(SubjectPackRow).where(SubjectPackRow.request_id == row.request_id).order_by(SubjectPackRow.gathered_at)
    merged = await merges(session, caller, row.crn)
    return [pack for pack in await session.scalars(wanted) if not rules.holds_anothers_data(pack.gathered_at, merged)]


async def merges(session: AsyncSession, caller: Caller, crn: str) -> list[rules.Merged]:
    """When the record of a request that was found was one with others, also with those that the caller does not see."""
    of_either = or_(PersonMergeRow.crn == crn, PersonMergeRow.merged_crn == crn)
    await reach_as(session, [EVERYTHING])
    rows = (await session.execute(select(PersonMergeRow.merged_at, PersonMergeRow.parted_at).where(of_either))).all()
    await reach_as(session, caller.reach)
    return [rules.Merged(merged_at, parted_at) for merged_at, parted_at in rows]


async def request_view(session: AsyncSession, caller: Caller, row: SubjectRequestRow, *, as_at: date) -> SubjectRequestView:
    """A request as it is shown, with its clock."""
    clock = clock_of(row)
    derived = {
        "due_by": clock.due_by,
        "overdue": clock.overdue(as_at=as_at),
        "exemptions": [ExemptionView.model_validate(one) for one in await exemptions(session, row.request_id)],
        "packs": [PackSummary.model_validate(one) for one in await packs(session, caller, row)],
    }
    facts = {name: getattr(row, name) for name in SubjectRequestView.model_fields if name not in derived}
    return SubjectRequestView.model_validate(facts | derived)


async def pack_view(session: AsyncSession, caller: Caller, request_id: UUID, pack_id: UUID) -> SubjectPackView:
    """A pack with its content.

    Raises:
        NotFound: the request is not within reach, or has no such pack.

    """
    found = await request(session, caller, request_id)
    row = next((pack for pack in await packs(session, caller, found) if pack.pack_id == pack_id), None)
    if row is None:
        raise NotFound
    summary = PackSummary.model_validate(row).model_dump()
    return SubjectPackView.model_validate(summary | {"crn": row.crn, "data": json.loads(row.content)})


def clock_of(row: SubjectRequestRow) -> rules.Request:
    """The request as its clock sees it."""
    return rules.Request(row.received_on, row.fee_received_on, row.identity_checked_on, row.answered_on)


async def held_here(session: AsyncSession, crn: str, *, gathered_at: datetime) -> SubjectData:
    """Everything that this service holds of a person found within reach, each field given or withheld by its label."""
    data = [await _records(session, kind, crn) for kind in GIVEN]
    return SubjectData(crn=crn, service="offender_mgmt", gathered_at=gathered_at, data=[one for one in data if one.rows])


def is_given(service: str, kind: str) -> bool:
    """Whether a pack can hold records of this kind: what was meant to be kept back and has another name would be sent."""
    return kind in {"offender_mgmt": GIVEN, "interventions": HELD_BY_INTERVENTIONS}.get(service, ())


def without(data: SubjectData, exempt: Collection[tuple[str, str]]) -> SubjectData:
    """What is left of the data of a service when exempt kinds are taken out."""
    left = [records for records in data.data if (data.service, records.kind) not in exempt]
    return data.model_copy(update={"data": left})


async def _records(session: AsyncSession, kind: str, crn: str) -> SubjectRecords:
    """Rows in the order of their keys: the same rows are always the same text."""
    table = Row.metadata.tables[kind].alias("whole_row")  # a table may have a column of its own name, which would be taken for it
    wanted = select(func.to_jsonb(table.table_valued(), type_=JSONB)).where(table.c.crn == crn)
    if LEFT_OUT in table.c:
        wanted = wanted.where(table.c[LEFT_OUT].is_(False))
    rows = (told(kind, row) for row in await session.scalars(wanted.order_by(*table.primary_key)))
    return SubjectRecords(kind=kind, rows=[SubjectRow(fields=[_field(kind, *one) for one in row.items()]) for row in rows if row])


def _field(kind: str, name: str, value: Any) -> SubjectField:
    withheld = label(kind, name)
    if withheld is not None or value is None:
        return SubjectField(name=name, value=None, withheld=withheld)
    return SubjectField(name=name, value=value if isinstance(value, str) else json.dumps(value), withheld=None)
