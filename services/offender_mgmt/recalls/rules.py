"""Whether a person can be recalled like this, and the days that follow a recall."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.licences import LicenceKind
from noms.contracts.offender_mgmt.recalls import RecallToRecord, RecallType
from noms.contracts.offender_mgmt.sentences import Term
from noms.contracts.problems import FieldError

FIXED_TERM_RECALL_FROM = date(2008, 7, 14)  # Source: SI 2008/1586; Criminal Justice and Immigration Act 2008 s.29

SUITABLE_FOR_A_FIXED_TERM = frozenset({CustodialSentenceKind.DETERMINATE})  # House rule: 0085

WITH_A_LICENCE = Term(months=12)  # Source: Criminal Justice Act 1991 s.33(1); Criminal Justice Act 2003 s.244
SUPERVISION_OFFENCES_FROM = date(2015, 2, 1)  # Source: Offender Rehabilitation Act 2014 s.1, SI 2015/40

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Passed:
    """One custodial sentence as it was passed: what the person can be made to serve, and after which others."""

    sentence_id: UUID
    sentenced_on: date
    offence_committed_on: date
    terms: tuple[Term, ...]
    ahead: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SentenceServed:
    """One custodial sentence, as far as recall depends on it; its last day is that of its chain, absent where it has none."""

    kind: CustodialSentenceKind
    sentenced_on: date
    under_twelve_months: bool
    schedule_15: bool
    last_day: date | None = None

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
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on record of somebody who is to be recalled, in custody or not on the day of the recall."""

    sentences: tuple[SentenceServed, ...]
    licence: OnLicence | None
    in_custody: bool
    recalled_for_a_fixed_term_on: tuple[date, ...] = ()


def without_licence(one: Passed, by_id: Mapping[UUID, Passed]) -> bool:
    """Whether release from a sentence is without a licence: under twelve months, with those that it follows."""
    first_day, last_day = chain_days(one, by_id)
    short = bool(one.terms) and last_day < WITH_A_LICENCE.last_day(first_day)
    return short and one.offence_committed_on < SUPERVISION_OFFENCES_FROM


def chain_days(one: Passed, by_id: Mapping[UUID, Passed]) -> tuple[date, date]:
    """The first and the last day of a sentence with those that it follows, by their own lengths."""
    chain: dict[UUID, Passed] = {}
    waiting = [one]
    while waiting:
        here = waiting.pop()
        if here.sentence_id not in chain:
            chain[here.sentence_id] = here
            waiting.extend(by_id[ahead] for ahead in here.ahead if ahead in by_id)
    in_order = sorted(chain.values(), key=lambda passed: (passed.sentenced_on, passed.sentence_id))
    begins_on = first_day = in_order[0].sentenced_on
    for term in (term for passed in in_order for term in passed.terms):
        begins_on = min(term.last_day(begins_on), date.max - _ONE_DAY) + _ONE_DAY
    return first_day, begins_on - _ONE_DAY


def recall_faults(told: RecallToRecord, standing: Standing, *, as_at: date) -> tuple[FieldError, ...]:
    """Everything that keeps the recall from being made, each with its field; none when it can be."""
    return (
        *_faults_of_day(told, standing, as_at),
        *_faults_of_end(told, standing),
        *_faults_of_sentences(standing),
        *_faults_of_kind(told, standing),
        *_faults_of_conditions(told, standing.licence),
    )


def _faults_of_day(told: RecallToRecord, standing: Standing, as_at: date) -> Iterator[FieldError]:
    if told.recalled_on > as_at:
        yield _fault("/recalled_on", "in_the_future", "A recall is recorded once it has been decided.")
    if standing.in_custody:
        yield _fault("/recalled_on", "in_custody", "The person was in custody then: nobody is recalled from there.")
    if standing.licence is not None and told.recalled_on < standing.licence.starts_on:
        yield _fault("/recalled_on", "before_the_licence", f"The licence began on {standing.licence.starts_on}.")
    if standing.sentences and told.recalled_on < min(one.sentenced_on for one in standing.sentences):
        yield _fault("/recalled_on", "before_the_sentence", "The person was sentenced later than that.")


def _faults_of_end(told: RecallToRecord, standing: Standing) -> Iterator[FieldError]:
    """What has ended is not revoked. A licence says when; without one the sentences do, by their own lengths."""
    licence = standing.licence
    if licence is not None:
        if licence.ends_on is not None and told.recalled_on > licence.ends_on:
            yield _fault("/recalled_on", "after_the_licence", f"The licence ended on {licence.ends_on}.")
        return
    ends = [one.last_day for one in standing.sentences if one.last_day is not None]
    if ends and len(ends) == len(standing.sentences) and told.recalled_on > max(ends):
        message = f"Every sentence had ended by {max(ends)}: put the licence on record if it lasted longer."
        yield _fault("/recalled_on", "after_the_sentence", message)


def _bearing(told: RecallToRecord, standing: Standing) -> tuple[SentenceServed, ...]:
    """The sentences that ran on the day of the recall; all of them where none did by its own length."""
    day = told.recalled_on
    running = [one for one in standing.sentences if one.sentenced_on <= day and (one.last_day is None or day <= one.last_day)]
    return tuple(running) or standing.sentences


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
    if not all(one.suits_a_fixed_term for one in _bearing(told, standing)):
        yield _fault(
            "/kind", "not_suitable", "An extended, indeterminate or Schedule 15 sentence is recalled without a fixed term."
        )
    if _recalled_before(_bearing(told, standing), standing.recalled_for_a_fixed_term_on):
        yield _fault("/kind", "fixed_term_before", "During this sentence the person was recalled for a fixed term already.")


def _recalled_before(running: Sequence[SentenceServed], fixed_terms: Sequence[date]) -> bool:
    last_sentence = max((one.sentenced_on for one in running), default=date.min)
    return any(day >= last_sentence for day in fixed_terms)


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
