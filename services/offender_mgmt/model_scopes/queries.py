"""The facts that the model asks for. Callers have found the person within their reach before they ask."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.refusals import Invalid
from noms.contracts.offender_mgmt.licences import LicenceState
from noms.contracts.offender_mgmt.model_scopes import ModelSentence, RiskOfSeriousHarm, ScopeToCheck
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.public_protection import Register
from noms.contracts.problems import FieldError
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.licences.tables import LicenceRow
from services.offender_mgmt.model_scopes.rules import CUSTODY_FROM_MONTHS
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.registers.tables import RegistrationRow
from services.offender_mgmt.serving import queries as serving
from services.offender_mgmt.serving.rules import Served, chained
from services.offender_mgmt.terms.rules import period_between

PRIORITY_REGISTERS = frozenset({"RPPO", "OPPO"})
"""The registers of probation and of prisons that hold priority offenders."""

_MONTHS_A_YEAR = 12


async def facts(session: AsyncSession, person: Person, as_at: date) -> ScopeToCheck:
    """What is on record of the person on the day."""
    if as_at < person.date_of_birth:
        raise Invalid(errors=[FieldError(pointer="query:as_at", code="before_birth", message="The person was not born then.")])
    passed = await serving.served(session, person.crn, died_on=person.died_on)
    running, months = [one for one in passed if one.runs_on(as_at)], _months(passed)
    stay = await custody.stay_on(session, person.crn, as_at)
    protection = await _protection(session, person.crn, as_at)
    return ScopeToCheck(
        as_at=as_at,
        age_years=age_on(as_at, born_on=person.date_of_birth),
        serving=sorted(set(_kinds(running, months, held=stay is not None, licensed=await _licensed(session, person.crn, as_at)))),
        longest_sentence_months=max((months[one.sentence_id] for one in running if one.sentence_id in months), default=None),
        rosh=RiskOfSeriousHarm(protection.rosh_overall) if protection and protection.rosh_overall else None,
        priority_offender=_noted(protection) or await _registered(session, person.crn, as_at),
    )


def _kinds(running: Sequence[Served], months: Mapping[UUID, int], *, held: bool, licensed: bool) -> Iterator[ModelSentence]:
    """What is served on the day. Whoever left prison after less than twelve months is on no licence but that of a curfew."""
    for one in running:
        if not one.custodial:
            yield ModelSentence(one.kind)
        elif not held:
            if licensed or months.get(one.sentence_id, CUSTODY_FROM_MONTHS) >= CUSTODY_FROM_MONTHS:
                yield ModelSentence.LICENCE
        elif not one.indeterminate:
            yield ModelSentence.DETERMINATE_CUSTODY
        else:
            yield ModelSentence(f"{one.kind}_custody")


def _months(passed: Sequence[Served]) -> dict[UUID, int]:
    """The whole months of each sentence as it was passed, with those that it follows, whatever was credited."""
    return {
        key: length.years * _MONTHS_A_YEAR + length.months
        for key, (first, last) in chained(passed).items()
        for length in [period_between(first, date.fromordinal(min(last.toordinal(), date.max.toordinal() - 1) + 1))]
    }


async def _licensed(session: AsyncSession, crn: str, as_at: date) -> bool:
    """Whether a licence on record that came into force covers the day."""
    lasting = or_(LicenceRow.ends_on.is_(None), LicenceRow.ends_on >= as_at)
    came = LicenceRow.state.in_([LicenceState.ACTIVE, LicenceState.INACTIVE, LicenceState.RECALLED])
    covering = select(LicenceRow.licence_id).where(LicenceRow.crn == crn, came, LicenceRow.starts_on <= as_at, lasting)
    return await session.scalar(covering.limit(1)) is not None


def _noted(protection: PublicProtectionRow | None) -> bool:
    return protection is not None and Register.PROLIFIC_OR_PRIORITY_OFFENDER in protection.registers


async def _registered(session: AsyncSession, crn: str, as_at: date) -> bool:
    """Whether the person was on a register of priority offenders on the day."""
    lasting = or_(RegistrationRow.removed_on.is_(None), RegistrationRow.removed_on > as_at)
    of_priority = (RegistrationRow.crn == crn, RegistrationRow.type_code.in_(PRIORITY_REGISTERS))
    on_it = select(RegistrationRow.registration_id).where(*of_priority, RegistrationRow.starts_on <= as_at, lasting)
    return await session.scalar(on_it.limit(1)) is not None


async def _protection(session: AsyncSession, crn: str, as_at: date) -> PublicProtectionRow | None:
    """The version that stood on the day; for a day before anything was recorded the first there is."""
    versions = select(PublicProtectionRow).where(PublicProtectionRow.crn == crn).order_by(PublicProtectionRow.version)
    rows = (await session.scalars(versions)).all()
    standing = [row for row in rows if london_day(row.recorded_at) <= as_at]
    return standing[-1] if standing else next(iter(rows), None)
