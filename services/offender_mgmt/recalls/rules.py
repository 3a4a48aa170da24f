"""Whether a person can be recalled like this, and the days that follow a recall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.licences import LicenceKind
from noms.contracts.offender_mgmt.recalls import RecallToRecord, RecallType
from noms.contracts.problems import FieldError

FIXED_TERM_RECALL_FROM = date(2008, 7, 14)  # Source: SI 2008/1586; Criminal Justice and Immigration Act 2008 s.29

SUITABLE_FOR_A_FIXED_TERM = frozenset({CustodialSentenceKind.DETERMINATE})  # House rule: 0085


@dataclass(frozen=True, slots=True)
class SentenceServed:
    """One custodial sentence, as far as recall depends on it."""

    kind: CustodialSentenceKind
    sentenced_on: date
    under_twelve_months: bool
    schedule_15: bool

    @property
    def suits_a_fixed_term(self) -> bool:
        """Whether the Act lets this sentence be interrupted by a recall of fixed length. House rule: 0085."""
        return self.kind in SUITABLE_FOR_A_FIXED_TERM and not self.schedule_15


@dataclass(frozen=True, slots=True)
class OnLicence:
    """The licence that the person is on."""

    kind: LicenceKind
    starts_on: date
    conditions: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on record of somebody who is to be recalled."""

    sentences: tuple[SentenceServed, ...]
    licence: OnLicence | None
    in_custody: bool
    recalled_for_a_fixed_term_on: tuple[date, ...] = ()


def recall_faults(told: RecallToRecord, standing: Standing, *, as_at: date) -> tuple[FieldError, ...]:
    """Everything that keeps the recall from being made, each with its field; none when it can be."""
    return (
        *_faults_of_day(told, standing, as_at),
        *_faults_of_sentences(standing),
        *_faults_of_kind(told, standing),
        *_faults_of_conditions(told, standing.licence),
    )


def _faults_of_day(told: RecallToRecord, standing: Standing, as_at: date) -> Iterator[FieldError]:
    if told.recalled_on > as_at:
        yield _fault("/recalled_on", "in_the_future", "A recall is recorded once it has been decided.")
    if standing.in_custody:
        yield _fault("/recalled_on", "in_custody", "The person is in custody: nobody is recalled from there.")
    if standing.licence is not None and told.recalled_on < standing.licence.starts_on:
        yield _fault("/recalled_on", "before_the_licence", f"The licence began on {standing.licence.starts_on}.")
    if standing.sentences and told.recalled_on < min(one.sentenced_on for one in standing.sentences):
        yield _fault("/recalled_on", "before_the_sentence", "The person was sentenced later than that.")


def _faults_of_sentences(standing: Standing) -> Iterator[FieldError]:
    """Under twelve months release is without a licence, save for home detention curfew. Source: CJA 1991 s.33(1)."""
    if standing.licence is None and all(one.under_twelve_months for one in standing.sentences):
        yield _fault("/kind", "no_licence", "No sentence on record has a licence that could be revoked.")


def _faults_of_kind(told: RecallToRecord, standing: Standing) -> Iterator[FieldError]:
    at_home = standing.licence is not None and standing.licence.kind is LicenceKind.HDC
    if told.kind is RecallType.HOME_DETENTION_CURFEW and not at_home:
        yield _fault("/kind", "not_on_home_detention_curfew", "The person is not on a licence for home detention curfew.")
    if told.kind is not RecallType.FIXED_TERM:
        return
    if told.recalled_on < FIXED_TERM_RECALL_FROM:
        yield _fault("/recalled_on", "before_the_act", f"Fixed terms begin on {FIXED_TERM_RECALL_FROM}.")
    if not all(one.suits_a_fixed_term for one in standing.sentences):
        yield _fault(
            "/kind", "not_suitable", "An extended, indeterminate or Schedule 15 sentence is recalled without a fixed term."
        )
    if _recalled_before(standing):
        yield _fault("/kind", "fixed_term_before", "During this sentence the person was recalled for a fixed term already.")


def _recalled_before(standing: Standing) -> bool:
    last_sentence = max((one.sentenced_on for one in standing.sentences), default=date.min)
    return any(day >= last_sentence for day in standing.recalled_for_a_fixed_term_on)


def _faults_of_conditions(told: RecallToRecord, licence: OnLicence | None) -> Iterator[FieldError]:
    known = licence.conditions if licence else frozenset()
    for place, condition in enumerate(told.conditions_breached):
        if condition not in known:
            message = "The licence that the person is on has no such condition."
            yield _fault(f"/conditions_breached/{place}", "not_on_the_licence", message)
        elif condition in told.conditions_breached[:place]:
            yield _fault(f"/conditions_breached/{place}", "repeated", "The same condition stands above already.")


def may_follow(day: date, after: Sequence[date], *, as_at: date) -> bool:
    """Whether something can have happened on the day, after what it follows and not in the future."""
    return max(after, default=date.min) <= day <= as_at


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
