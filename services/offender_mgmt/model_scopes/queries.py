"""The facts that the model asks for. Callers have found the person within their reach before they ask."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.refusals import Invalid
from noms.contracts.offender_mgmt.model_scopes import ModelSentence, RiskOfSeriousHarm, ScopeToCheck
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.offender_mgmt.public_protection import Register
from noms.contracts.problems import FieldError
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.registers.tables import RegistrationRow
from services.offender_mgmt.serving import queries as serving
from services.offender_mgmt.serving.rules import Served
from services.offender_mgmt.terms.rules import last_day_of, period_between

PRIORITY_REGISTERS = frozenset({"RPPO", "OPPO"})
"""The registers of probation and of prisons that hold priority offenders."""

_MONTHS_A_YEAR = 12


async def facts(session: AsyncSession, person: Person, as_at: date) -> ScopeToCheck:
    """What is on record of the person on the day."""
    if as_at < person.date_of_birth:
        raise Invalid(errors=[FieldError(pointer="query:as_at", code="before_birth", message="The person was not born then.")])
    running = [one for one in await serving.served(session, person.crn, died_on=person.died_on) if one.runs_on(as_at)]
    stay = await custody.stay_on(session, person.crn, as_at)
    protection = await _protection(session, person.crn, as_at)
    return ScopeToCheck(
        as_at=as_at,
        age_years=age_on(as_at, born_on=person.date_of_birth),
        serving=sorted(set(_kinds(running, held=stay is not None))),
        longest_sentence_months=max((_months(one) for one in running if one.terms), default=None),
        rosh=RiskOfSeriousHarm(protection.rosh_overall) if protection and protection.rosh_overall else None,
        priority_offender=_noted(protection) or await _registered(session, person.crn, as_at),
    )


def _kinds(running: Sequence[Served], *, held: bool) -> Iterator[ModelSentence]:
    for one in running:
        if not one.custodial:
            yield ModelSentence(one.kind)
        elif not held:
            yield ModelSentence.LICENCE
        elif not one.indeterminate:
            yield ModelSentence.DETERMINATE_CUSTODY
        else:
            yield ModelSentence(f"{one.kind}_custody")


def _months(one: Served) -> int:
    """The whole months of a sentence as it was passed, whatever was credited or followed it."""
    last_day = last_day_of(one.starts_on, one.terms)
    length = period_between(one.starts_on, date.fromordinal(last_day.toordinal() + 1))
    return length.years * _MONTHS_A_YEAR + length.months


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
