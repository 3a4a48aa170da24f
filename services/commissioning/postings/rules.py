"""What a settlement run adds to the account, what has changed since the run before, and when a year is closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.agreements import BEGUN
from noms.contracts.commissioning.settlement_facts import SettlementFacts, Step
from noms.contracts.commissioning.settlement_runs import PostedChangeKind
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.wire import Wire
from services.commissioning.prices.rules import months_later

RESTATEMENT_MONTHS = 13  # House rule: 0168, where no payment terms say so
LONGEST_CHANGE = 200  # Source: the length of a line on the wire


@dataclass(frozen=True)
class LineKey:
    """What makes a line the same line in every run: its month, its step, and its row of the terms."""

    from_day: date
    step: Step
    code: str | None


@dataclass(frozen=True)
class Stood:
    """What a line came to at the last run that settled its month, and which run that was."""

    entitlement_pence: int
    run: int


@dataclass(frozen=True)
class Posting:
    """What a run adds for a line, and the run that it adjusts; none where the month had not been settled, or nothing differs."""

    entitlement_pence: int
    posted_pence: int
    adjusts_run: int | None


@dataclass(frozen=True)
class Change:
    """One thing that is believed now and was not at the run before, or no longer."""

    kind: PostedChangeKind
    what: str
    how: str


@dataclass(frozen=True)
class Inputs:
    """What a run was computed from."""

    rule_version: int
    terms: PaymentTerms
    facts: SettlementFacts
    through: date


class SettlementObjection(StrEnum):
    """Why a contract year cannot be settled."""

    NEVER_IN_FORCE = "never_in_force"
    OUTSIDE_THE_TERMS = "outside_the_terms"
    SETTLED_IN_THE_FUTURE = "settled_in_the_future"
    BEFORE_THE_LAST = "before_the_last"
    NOT_OVER = "not_over"
    NO_MONTH_OVER = "no_month_over"


def objection_to_settling(
    *,
    through: date,
    settled_on: date,
    state: AgreementState,
    ends_on: date | None,
    last_settled_on: date | None,
    as_at: date,
) -> SettlementObjection | None:
    """What stands against settling the months of a contract year that are over by a day.

    `ends_on` is the last day of the payment terms in force on `through`; none where there are none. House rule: 0168.
    """
    stands = {
        SettlementObjection.NEVER_IN_FORCE: state not in BEGUN,
        SettlementObjection.OUTSIDE_THE_TERMS: ends_on is None or through > ends_on,
        SettlementObjection.SETTLED_IN_THE_FUTURE: settled_on > as_at,
        SettlementObjection.BEFORE_THE_LAST: last_settled_on is not None and settled_on < last_settled_on,
        SettlementObjection.NOT_OVER: settled_on <= through,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def postings(
    entitled: Mapping[LineKey, int], stood: Mapping[LineKey, Stood], settled: Iterable[date]
) -> Mapping[LineKey, Posting]:
    """What a run adds for each line: what it comes to now, less all that earlier runs posted for it.

    A line that is no longer owed is taken back in full. `settled` names the first days of the months that the run settles:
    lines of other months are left alone. House rule: 0101.
    """
    months, runs = set(settled), {key.from_day: was.run for key, was in stood.items()}
    gone = {key: 0 for key, was in stood.items() if key.from_day in months and key not in entitled and was.entitlement_pence}
    return {key: _posting(pence, stood.get(key), runs.get(key.from_day)) for key, pence in (*entitled.items(), *gone.items())}


def _posting(pence: int, was: Stood | None, settled_by: int | None) -> Posting:
    posted = pence - (was.entitlement_pence if was else 0)
    return Posting(pence, posted, settled_by if posted else None)


def window_closes_on(year_ends_on: date, months: int, *, first_posted_on: date) -> date:
    """The last day on which what was posted for a contract year may be adjusted, unless fraud was found.

    It counts from the later of the year's end and the day on which its first posting was entered: a past that is entered
    later has a window too. House rule: 0168.
    """
    return months_later(max(year_ends_on, first_posted_on), months)


def window_has_closed(*, entered_on: date, closes_on: date, fraud: bool) -> bool:
    """Whether nothing of the year is adjusted any more: the day of entry decides, and fraud knows no window. House rule: 0168.

    The day that a run bears is the purchaser's own word.
    """
    return not fraud and entered_on > closes_on


def left_alone(first_days: Iterable[date], through: date) -> tuple[Change, ...]:
    """That months of a closed window stay as they stand, where what is believed now would adjust them; nothing of none."""
    first = min(first_days, default=None)
    return () if first is None else (Change(PostedChangeKind.CLOSED, f"{first} - {through}", "closed: they stay as they stand"),)


def changes_between(before: Inputs, after: Inputs) -> tuple[Change, ...]:
    """What has changed in the inputs of a contract year between two runs: the cause of every adjustment, fact by fact."""
    changes = []
    if before.rule_version != after.rule_version:
        changes.append(Change(PostedChangeKind.RULES, "rule version", f"{before.rule_version} -> {after.rule_version}"))
    if before.terms != after.terms:
        changes.append(Change(PostedChangeKind.TERMS, "payment terms", ", ".join(_names_differing(before.terms, after.terms))))
    if before.through != after.through:
        changes.append(Change(PostedChangeKind.THROUGH, "through", f"{before.through} -> {after.through}"))
    was, now = _facts(before.facts), _facts(after.facts)
    differing = (key for key in sorted({*was, *now}) if was.get(key) != now.get(key))
    return (*changes, *(Change(*key, _how(was.get(key), now.get(key))) for key in differing))


def _facts(facts: SettlementFacts) -> Mapping[tuple[PostedChangeKind, str], Wire]:
    """Every fact by what it is about."""
    return {
        **{(PostedChangeKind.OCCURRENCE, str(fact.occurrence_id)): fact for fact in facts.occurrences},
        **{(PostedChangeKind.INDEX, f"{f.index} {f.month} {f.published_on}"): f for f in facts.index_values},
        **{(PostedChangeKind.OUTTURN, f"{fact.code} {fact.on}"): fact for fact in facts.outturns},
        **{(PostedChangeKind.VOLUME, f"{fact.on}"): fact for fact in facts.volumes},
        **{(PostedChangeKind.COHORT, fact.code): fact for fact in facts.cohorts},
        **{(PostedChangeKind.DISPUTE, " ".join((str(f.month_of), f.step, f.code or "")).strip()): f for f in facts.disputes},
    }


def _how(was: Wire | None, now: Wire | None) -> str:
    if was is None:
        return "added"
    return "withdrawn" if now is None else _differing(was, now)


def _names_differing(was: Wire, now: Wire) -> list[str]:
    return [name for name in type(was).model_fields if getattr(was, name) != getattr(now, name)]


def _differing(was: Wire, now: Wire) -> str:
    """The fields that differ, with what they said."""
    names = _names_differing(was, now)
    before, after = was.model_dump(mode="json", include=set(names)), now.model_dump(mode="json", include=set(names))
    told = "; ".join(f"{name}: {before[name]} -> {after[name]}" for name in names)
    return told if len(told) <= LONGEST_CHANGE else f"{told[: LONGEST_CHANGE - 1]}…"
