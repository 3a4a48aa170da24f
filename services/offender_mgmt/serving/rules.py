"""Until when sentences run, and the facts of a handover from one day to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from noms.contracts.offender_mgmt.custody import ReceptionReason
from noms.contracts.offender_mgmt.handover_circumstances import RecordedCircumstance
from noms.contracts.offender_mgmt.handovers import Circumstance
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.handover_dates.rules import HandoverCase
from services.offender_mgmt.terms.rules import last_day_of

_ONE_DAY = timedelta(days=1)

RECALLS = frozenset(
    {
        ReceptionReason.LICENCE_REVOKED,
        ReceptionReason.RECALL_FROM_HOME_DETENTION_CURFEW,
        ReceptionReason.RECALL_FROM_INTERMITTENT_CUSTODY,
    }
)
"""The receptions of people who are taken back from licence."""


@dataclass(frozen=True, slots=True)
class Served:
    """An order or a custodial sentence and its days; `ends_on` is the last of them, absent where there is none."""

    sentence_id: UUID
    starts_on: date
    ends_on: date | None
    provider: str
    custodial: bool
    indeterminate: bool = False
    terms: tuple[Term, ...] = ()
    ahead: tuple[UUID, ...] = ()
    tariff_on: date | None = None
    kind: str = ""

    def runs_on(self, day: date) -> bool:
        """Whether the day is one of the sentence."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Noted:
    """A circumstance of a handover as it was recorded."""

    kind: RecordedCircumstance
    applies: bool
    applies_from: date
    takes_place_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person beside the sentences. Circumstances come newest first, MAPPA levels oldest first."""

    dates: Mapping[str, date]
    noted: Sequence[Noted] = ()
    recalled: Sequence[tuple[date, date | None]] = ()
    mappa: Sequence[tuple[date, int | None]] = ()


def with_ends(sentences: Sequence[Served], expires_on: date | None) -> list[Served]:
    """The sentences with the last day of each determinate one.

    A consecutive sentence is counted from the day after the last of those ahead of it. Where the key dates in force say when
    everything expires, none lasts longer, and the last one ends on that day.
    """
    ended: dict[UUID, Served] = {}
    determinate = {one.sentence_id for one in sentences if one.terms}
    for _ in sentences:  # each round ends at least one more of a chain, however its sentences are listed
        for one in sentences:
            if one.terms and one.sentence_id not in ended and ended.keys() >= set(one.ahead) & determinate:
                ended[one.sentence_id] = replace(
                    one, ends_on=_last_day(one, [ended[each] for each in one.ahead if each in ended])
                )
    found = [ended.get(one.sentence_id, one) for one in sentences]
    lasting = max((one.ends_on for one in ended.values() if one.ends_on is not None), default=None)
    if expires_on is None or lasting is None:
        return found
    return [_expiring(one, lasting, expires_on) if one.sentence_id in ended else one for one in found]


def chained(sentences: Sequence[Served]) -> dict[UUID, tuple[date, date]]:
    """The first and the last day of each determinate sentence with all that it follows, as they were passed.

    Consecutive sentences are one for the line of twelve months. Source: Criminal Justice Act 2003 s.264.
    """
    ended = {one.sentence_id: one for one in with_ends(sentences, None) if one.terms}

    def first_day(one: Served, seen: frozenset[UUID]) -> date:
        ahead = [ended[each] for each in one.ahead if each in ended and each not in seen]
        return min([one.starts_on, *(first_day(each, seen | {one.sentence_id}) for each in ahead)])

    return {key: (first_day(one, frozenset()), one.ends_on) for key, one in ended.items() if one.ends_on is not None}


def earliest(*days: date | None) -> date | None:
    """The earliest of the days that there are."""
    return min((day for day in days if day is not None), default=None)


def handover_cases(sentences: Sequence[Served], known: Known) -> Iterator[tuple[date, HandoverCase]]:
    """The facts of the handover from each day on which they change, while a custodial sentence runs."""
    custodial = [one for one in sentences if one.custodial]
    for day in sorted(_changes(custodial, known)):
        if running := [one for one in custodial if one.runs_on(day)]:
            yield day, _case(running, known, day)


def _last_day(one: Served, ahead: Sequence[Served]) -> date:
    ended = max((other.ends_on for other in ahead if other.ends_on), default=None)
    if ended == date.max:
        return date.max
    return last_day_of(one.starts_on if ended is None else ended + _ONE_DAY, one.terms)


def _expiring(one: Served, lasting: date, expires_on: date) -> Served:
    if one.ends_on == lasting and expires_on >= one.starts_on:
        return replace(one, ends_on=expires_on)
    return replace(one, ends_on=max(one.starts_on, min(one.ends_on or expires_on, expires_on)))


def _changes(custodial: Sequence[Served], known: Known) -> set[date]:
    days = {one.starts_on for one in custodial}
    days |= {one.ends_on + _ONE_DAY for one in custodial if one.ends_on is not None and one.ends_on < date.max}
    days |= {noted.applies_from for noted in known.noted}
    days |= {day for span in known.recalled for day in span if day is not None}
    return days | {day for day, _ in known.mappa}


def _case(running: Sequence[Served], known: Known, day: date) -> HandoverCase:
    in_force: dict[RecordedCircumstance, Noted] = {}
    for noted in known.noted:
        if noted.applies_from <= day:
            in_force.setdefault(noted.kind, noted)
    holding = {kind: noted for kind, noted in in_force.items() if noted.applies}
    hearing, opened = (holding.get(RecordedCircumstance[name]) for name in ("TARGET_HEARING", "OPEN_CONDITIONS"))
    return HandoverCase(
        min(one.starts_on for one in running),
        frozenset(_circumstances(running, known, set(holding), day)),
        tariff_on=known.dates.get("TARIFF") or max(filter(None, (one.tariff_on for one in running)), default=None),
        target_hearing_on=hearing.takes_place_on if hearing else None,
        parole_eligibility_on=known.dates.get("PED"),
        automatic_release_on=known.dates.get("ARD"),
        conditional_release_on=known.dates.get("CRD"),
        open_conditions_from=opened.applies_from if opened else None,
        mappa_level=next((level for since, level in reversed(known.mappa) if since <= day), None),
    )


def _circumstances(
    running: Sequence[Served], known: Known, holding: set[RecordedCircumstance], day: date
) -> Iterator[Circumstance]:
    names = {circumstance.value for circumstance in Circumstance}
    yield from (Circumstance(kind.value) for kind in holding if kind.value in names)
    if any(one.indeterminate for one in running):
        yield Circumstance.INDETERMINATE
    if any(since <= day and (until is None or day < until) for since, until in known.recalled):
        yield Circumstance.RECALLED
