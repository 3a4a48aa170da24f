"""Every row of one person, as it stands in the tables."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.subject_data import SubjectData, SubjectField, SubjectRecords, SubjectRow
from services.interventions.attendance.tables import AttendanceRow
from services.interventions.cohorts.tables import PlaceRow
from services.interventions.completion.tables import EvidenceRow
from services.interventions.referrals.queries import reached_by
from services.interventions.referrals.tables import ReferralMoveRow, ReferralRow, SuitabilityRow
from services.interventions.requirements.tables import RequirementRow
from services.interventions.rows import Row

OF_A_REFERRAL: Sequence[type[Row]] = (ReferralRow, ReferralMoveRow, SuitabilityRow, PlaceRow, AttendanceRow, EvidenceRow)
"""The referral and what hangs on it; a requirement bears the person's number itself."""


async def held_of(session: AsyncSession, caller: Caller, crn: str, *, gathered_at: datetime) -> SubjectData:
    """Everything that is held of a person: empty where nothing is, for who is known here is not for this service to say."""
    reached = select(ReferralRow.referral_id).where(ReferralRow.crn == crn, reached_by(caller))
    data = [await _records(session, RequirementRow, "crn", select(literal(crn)))]
    data += [await _records(session, row, "referral_id", reached) for row in OF_A_REFERRAL]
    return SubjectData(crn=crn, service="interventions", gathered_at=gathered_at, data=[one for one in data if one.rows])


async def _records(session: AsyncSession, row: type[Row], key: str, among: Select[Any]) -> SubjectRecords:
    """The rows of a table whose key is among these, in the order of their keys: the same rows are always the same text."""
    table = Row.metadata.tables[row.__tablename__].alias("whole_row")  # a column of the table's own name would be taken for it
    wanted = select(func.to_jsonb(table.table_valued(), type_=JSONB)).where(table.c[key].in_(among))
    rows = (await session.scalars(wanted.order_by(*table.primary_key))).all()
    return SubjectRecords(kind=row.__tablename__, rows=[SubjectRow(fields=[*map(_field, one, one.values())]) for one in rows])


def _field(name: str, value: Any) -> SubjectField:
    written = value if isinstance(value, str) or value is None else json.dumps(value)
    return SubjectField(name=name, value=written, withheld=None)
