"""Reading the papers: what contradicts itself, what is not computed, and the chains in which the sentences are served."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, date

from noms.contracts.offender_mgmt.key_dates import (
    AdjustmentForDates,
    AdjustmentKind,
    KeyDatesToCalculate,
    Recall,
    RecallKind,
    SentenceForDates,
    SentenceType,
)
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.problems import FieldError
from services.offender_mgmt.adjustments.rules import Adjustment
from services.offender_mgmt.releases.rules import FIXED_TERM_RECALL_FROM, Chain, Sentence, mixes_supervision, under_later_law

AGE_OF_RESPONSIBILITY = 10  # Source: Children and Young Persons Act 1933 s.50 as amended
MOST_CHAINS = 500  # House rule: 0071


def contradictions(asked: KeyDatesToCalculate) -> tuple[FieldError, ...]:
    """Everything in the papers that cannot be true, each with its field; none when they hold together."""
    ahead_of = _all_ahead({sentence.id: sentence.consecutive_to for sentence in asked.sentences})
    counted = Counter(sentence.id for sentence in asked.sentences)
    return (
        *(
            fault
            for place, sentence in enumerate(asked.sentences)
            for fault in _faults_of_sentence(f"/sentences/{place}", sentence, asked.date_of_birth, counted, ahead_of)
        ),
        *(fault for place, one in enumerate(asked.adjustments) for fault in _faults_of_adjustment(f"/adjustments/{place}", one)),
        *_faults_of_restoration(asked.adjustments),
    )


def _faults_of_sentence(
    at: str, sentence: SentenceForDates, born_on: date, counted: Mapping[str, int], ahead_of: Mapping[str, set[str]]
) -> Iterator[FieldError]:
    if counted[sentence.id] > 1:
        yield _fault(f"{at}/id", "repeated", "Each sentence has an id of its own.")
    if sentence.offence_committed_on > sentence.sentenced_on:
        yield _fault(f"{at}/offence_committed_on", "after_the_sentence", "An offence comes before its sentence.")
    if sentence.offence_committed_on < born_on or age_on(sentence.offence_committed_on, born_on=born_on) < AGE_OF_RESPONSIBILITY:
        yield _fault(f"{at}/offence_committed_on", "too_young", f"Nobody under {AGE_OF_RESPONSIBILITY} commits an offence.")
    for place, ahead in enumerate(sentence.consecutive_to):
        if ahead not in counted:
            yield _fault(f"{at}/consecutive_to/{place}", "unknown_sentence", "No sentence here has this id.")
        elif ahead == sentence.id or sentence.id in ahead_of[ahead]:
            yield _fault(f"{at}/consecutive_to/{place}", "circle", "A sentence cannot follow itself, not even by way of others.")
    yield from _faults_of_recall(f"{at}/recall", sentence)


def _all_ahead(links: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Every sentence with those that it follows, at whatever distance."""
    straight = {one: set(ahead) for one, ahead in links.items()}
    found: dict[str, set[str]] = {}
    for one, first in straight.items():
        seen: set[str] = set()
        waiting = [*first]
        while waiting:
            ahead = waiting.pop()
            if ahead not in seen:
                seen.add(ahead)
                waiting.extend(straight.get(ahead, ()))
        found[one] = seen
    return found


def _faults_of_recall(at: str, sentence: SentenceForDates) -> Iterator[FieldError]:
    recall = _recall(sentence)
    if recall is None:
        return
    returned = recall.returned_to_custody_on
    if recall.kind is RecallKind.FIXED_TERM and returned is None:
        yield _fault(at, "no_return", "A fixed-term recall runs from the return to custody: give returned_to_custody_on.")
    if returned is not None and returned < sentence.sentenced_on:
        yield _fault(f"{at}/returned_to_custody_on", "before_the_sentence", "The return comes after the sentence.")
    if returned is not None and recall.kind is RecallKind.FIXED_TERM and returned < FIXED_TERM_RECALL_FROM:
        yield _fault(f"{at}/returned_to_custody_on", "before_the_act", f"Fixed terms begin on {FIXED_TERM_RECALL_FROM}.")


def _faults_of_adjustment(at: str, one: AdjustmentForDates) -> Iterator[FieldError]:
    if one.from_day is None or one.to_day is None:
        return
    if one.to_day < one.from_day:
        yield _fault(f"{at}/to", "before_from", "The last day is not before the first.")
    elif one.days > (one.to_day - one.from_day).days + 1:  # fewer can be right: some were served under another sentence
        yield _fault(f"{at}/days", "more_than_the_days_between", "From the first to the last day there are not so many.")


def _faults_of_restoration(adjustments: Sequence[AdjustmentForDates]) -> Iterator[FieldError]:
    left = 0
    in_order = sorted(enumerate(adjustments), key=lambda item: (item[1].applies_from, item[1].kind))
    for place, one in in_order:
        if one.kind is AdjustmentKind.ADDITIONAL_DAYS_AWARDED:
            left += one.days
        if one.kind is AdjustmentKind.RESTORATION_OF_ADDITIONAL_DAYS_AWARDED:
            left -= one.days
            if left < 0:
                yield _fault(f"/adjustments/{place}/days", "more_than_awarded", "No more days are restored than were awarded.")
                return


def not_computed(asked: KeyDatesToCalculate) -> tuple[FieldError, ...]:
    """What has no rule here: it is calculated by hand, with a second check. The papers must hold together."""
    other = tuple(
        _fault(f"/sentences/{place}/sentence_type", f"{sentence.sentence_type}_not_computed", "Only standard sentences are.")
        for place, sentence in enumerate(asked.sentences)
        if sentence.sentence_type is not SentenceType.STANDARD
    )
    if other:
        return other
    chains = chains_of(asked)
    if len(chains) > MOST_CHAINS:
        return (_fault("/sentences", "too_many_chains", f"More than {MOST_CHAINS} ways lead through these sentences."),)
    if any(chain.last_day.year == MAXYEAR for chain in chains):
        return (_fault("/sentences", "beyond_the_calendar", "These terms end after the calendar does."),)
    moved_days = sum(one.days for one in asked.adjustments)
    if any(moved_days > min((date.max - chain.last_day).days, (chain.first_day - date.min).days) for chain in chains):
        return (_fault("/adjustments", "beyond_the_calendar", "So many days lead out of the calendar."),)
    return tuple(_faults_of_law(chains))


def _faults_of_law(chains: Sequence[Chain]) -> Iterator[FieldError]:
    if any(mixes_supervision(chain) for chain in chains):
        yield _fault("/sentences", "mixed_supervision", "Terms with and without supervision stand in one short chain.")
    if any(under_later_law(chain) for chain in chains):
        yield _fault("/sentences", "later_law", "Acts that are not computed here decide on the release from such a term.")


def chains_of(asked: KeyDatesToCalculate) -> list[Chain]:
    """Every way from a sentence that follows none to one that none follows; each is served as one term.

    Of more ways than are computed only one too many is followed.
    """
    by_id = {sentence.id: _sentence(sentence) for sentence in asked.sentences}
    behind: dict[str, list[str]] = {sentence_id: [] for sentence_id in by_id}
    for sentence in asked.sentences:
        for ahead in dict.fromkeys(sentence.consecutive_to):
            behind[ahead].append(sentence.id)
    waiting: list[tuple[str, ...]] = [(sentence.id,) for sentence in reversed(asked.sentences) if not sentence.consecutive_to]
    found: list[Chain] = []
    while waiting and len(found) <= MOST_CHAINS:
        way = waiting.pop()
        following = behind[way[-1]]
        waiting.extend((*way, one) for one in reversed(following))
        if not following:
            found.append(Chain(tuple(by_id[one] for one in way)))
    return found


def adjustments_of(asked: KeyDatesToCalculate) -> list[Adjustment]:
    """The adjustments as the calculation takes them."""
    return [Adjustment(one.kind, one.days, one.applies_from) for one in asked.adjustments]


def _sentence(said: SentenceForDates) -> Sentence:
    recall = _recall(said)
    return Sentence(
        said.id,
        said.sentenced_on,
        said.offence_committed_on,
        said.duration,
        said.schedule_15,
        recall.kind if recall else None,
        recall.returned_to_custody_on if recall else None,
    )


def _recall(sentence: SentenceForDates) -> Recall | None:
    return Recall(kind=sentence.recall) if isinstance(sentence.recall, RecallKind) else sentence.recall


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
