"""Which conditions a licence can have, and in which words they stand on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from noms.contracts.offender_mgmt.licences import ConditionKind, ConditionToSet, Curfew, LicenceKind, LicenceToDraw
from noms.contracts.problems import FieldError
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.licence_conditions import ConditionRole, licence_condition, licence_conditions_on

SHORTEST_CURFEW_MINUTES = 9 * 60  # Source: Criminal Justice Act 2003 s.253(2), nine hours in a day
_MINUTES_A_DAY = 24 * 60  # Source: the calendar

BESPOKE = "BESPOKE"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as it stands on the licence."""

    kind: ConditionKind
    code: str
    words: str
    inputs: Mapping[str, str]
    starts_on: date
    ends_on: date | None


def licence_faults(told: LicenceToDraw) -> tuple[FieldError, ...]:
    """Everything that keeps the licence from being drawn up, each with its field; none when it can be."""
    try:
        licence_conditions_on(told.starts_on)
    except NotInForce:
        return (_fault("/starts_on", "no_list_of_conditions", "No list of conditions was in force on that day."),)
    return (
        *_faults_of_days(told),
        *_faults_of_curfew(told.kind, told.curfew),
        *(
            fault
            for place, condition in enumerate(told.conditions)
            for fault in _faults_of_condition(f"/conditions/{place}", condition, told)
        ),
    )


def _faults_of_days(told: LicenceToDraw) -> Iterator[FieldError]:
    if told.ends_on is not None and told.ends_on < told.starts_on:
        yield _fault("/ends_on", "out_of_order", "The last day of a licence is not before its first.")


def _faults_of_curfew(kind: LicenceKind, curfew: Curfew | None) -> Iterator[FieldError]:
    if kind is not LicenceKind.HDC:
        if curfew is not None:
            yield _fault(
                "/curfew", "not_for_this_licence", "Only home detention curfew has one; set a condition CURFEW otherwise."
            )
        return
    if curfew is None:
        yield _fault("/curfew", "missing", "Home detention curfew has an address and hours.")
    elif curfew_minutes(curfew) < SHORTEST_CURFEW_MINUTES:
        yield _fault("/curfew/ends_at", "shorter_than_the_act_allows", "A curfew lasts at least nine hours a day.")


def curfew_minutes(curfew: Curfew) -> int:
    """How long the curfew is each day: over midnight where it ends at an earlier hour than it begins."""
    return (_minute(curfew.ends_at) - _minute(curfew.begins_at)) % _MINUTES_A_DAY


def _minute(time_of_day: str) -> int:
    hours, minutes = time_of_day.split(":")
    return int(hours) * 60 + int(minutes)  # Source: the calendar


def _faults_of_condition(at: str, said: ConditionToSet, told: LicenceToDraw) -> Iterator[FieldError]:
    if said.code is None:
        if said.words is None:
            yield _fault(f"{at}/words", "missing", "A bespoke condition has its own words.")
        if said.inputs:
            yield _fault(f"{at}/inputs", "not_for_this_condition", "A bespoke condition leaves nothing open.")
    else:
        yield from _faults_of_listed(at, said, said.code, told.starts_on)
    first, last = said.starts_on or told.starts_on, said.ends_on or told.ends_on
    if (
        first < told.starts_on
        or (last is not None and last < first)
        or (said.ends_on and told.ends_on and said.ends_on > told.ends_on)
    ):
        yield _fault(
            f"{at}/starts_on", "outside_the_licence", "A condition runs within the licence, its last day not before its first."
        )


def _faults_of_listed(at: str, said: ConditionToSet, code: str, on: date) -> Iterator[FieldError]:
    if said.words is not None:
        yield _fault(f"{at}/words", "not_for_this_condition", "A condition of the list has the words of the list.")
    try:
        listed = licence_condition(code, on=on)
    except UnknownCode:
        yield _fault(f"{at}/code", "unknown_condition", "The list of that day has no such condition.")
        return
    if listed.kind is not ConditionRole.ADDITIONAL:
        yield _fault(f"{at}/code", "stands_by_itself", "This condition stands on the licence without being asked for.")
    for name in sorted(set(listed.inputs) - set(said.inputs)):
        yield _fault(f"{at}/inputs/{name}", "missing", "The wording leaves this open.")
    if set(said.inputs) - set(listed.inputs):
        yield _fault(f"{at}/inputs", "unknown_input", "Something is filled in for which the wording has no place.")


def conditions_of(told: LicenceToDraw) -> tuple[Condition, ...]:
    """Every condition of the licence in its words: the standard ones first, then those asked for. The licence has no faults."""
    standing = {ConditionRole.STANDARD} | ({ConditionRole.HOME_DETENTION_CURFEW} if told.curfew else set())
    filled = told.curfew.model_dump() if told.curfew else {}
    own = [
        Condition(ConditionKind.STANDARD, row.code, row.words.format(**filled), {name: filled[name] for name in row.inputs},
                  told.starts_on, told.ends_on)
        for row in licence_conditions_on(told.starts_on)
        if row.kind in standing
    ]  # fmt: skip
    return (*own, *(_asked(said, told) for said in told.conditions))


def _asked(said: ConditionToSet, told: LicenceToDraw) -> Condition:
    first, last = said.starts_on or told.starts_on, said.ends_on or told.ends_on
    if said.code is None:
        return Condition(ConditionKind.BESPOKE, BESPOKE, said.words or "", {}, first, last)
    words = licence_condition(said.code, on=told.starts_on).words.format(**said.inputs)
    return Condition(ConditionKind.ADDITIONAL, said.code, words, said.inputs, first, last)


def policy_version(on: date) -> str:
    """The list whose wording a licence that begins on the day has."""
    return licence_conditions_on(on)[0].policy_version


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
