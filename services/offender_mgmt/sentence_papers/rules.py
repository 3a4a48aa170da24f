"""Which of the sentences on record are served together, and how the calculation is asked about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.key_dates import (
    AdjustmentForDates,
    KeyDatesToCalculate,
    Recall,
    RecallKind,
    SentenceForDates,
    SentenceType,
)
from noms.contracts.offender_mgmt.recalls import RecallType
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.terms.rules import last_day_of

INDETERMINATE = frozenset({CustodialSentenceKind.IPP, CustodialSentenceKind.LIFE})
SENTENCE_TYPE = {
    CustodialSentenceKind.DETERMINATE: SentenceType.STANDARD,
    CustodialSentenceKind.EXTENDED: SentenceType.EXTENDED,
    CustodialSentenceKind.IPP: SentenceType.IPP,
    CustodialSentenceKind.LIFE: SentenceType.LIFE,
}

WHOLE_LIFE = Term(years=99)  # House rule: 0083 (the longest term that can be written stands for no end)


@dataclass(frozen=True, slots=True)
class SentenceOnRecord:
    """One custodial sentence that has not ended."""

    sentence_id: UUID
    kind: CustodialSentenceKind
    sentenced_on: date
    offence_committed_on: date
    length: Term | None
    minimum_term: Term | None
    extension: Term | None
    schedule_15: bool
    consecutive_to: tuple[UUID, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything that the person can be made to serve; nothing where there is no end."""
        return tuple(term for term in (self.length, self.extension) if term)


@dataclass(frozen=True, slots=True)
class RecallOnRecord:
    """The recall that is in force."""

    kind: RecallType
    recalled_on: date
    returned_to_custody_on: date | None


@dataclass(frozen=True, slots=True)
class Papers:
    """What is on record about a person's custody."""

    date_of_birth: date
    sentences: tuple[SentenceOnRecord, ...]
    adjustments: tuple[AdjustmentForDates, ...] = ()
    recall: RecallOnRecord | None = None
    sex_offender_register: bool = False


def served_together(sentences: Sequence[SentenceOnRecord]) -> tuple[SentenceOnRecord, ...]:
    """The sentences that are served now: the last one passed, and all that overlap it, directly or by way of others.

    What had run out before the next sentence was passed is of the past. House rule: 0082.
    """
    groups = sorted(_linked(sentences), key=lambda group: min(one.sentenced_on for one in group))
    together: list[SentenceOnRecord] = []
    ends_on = date.min
    for group in groups:
        begins_on = min(one.sentenced_on for one in group)
        together = [*together, *group] if begins_on <= ends_on else list(group)
        ends_on = max(ends_on, _last_day(begins_on, group))
    return tuple(sorted(together, key=lambda one: (one.sentenced_on, one.sentence_id)))


def _linked(sentences: Sequence[SentenceOnRecord]) -> list[list[SentenceOnRecord]]:
    """The sentences in groups that hang together by following one another."""
    groups: list[list[SentenceOnRecord]] = []
    for sentence in sentences:
        joined = [group for group in groups if any(_follows(one, sentence) or _follows(sentence, one) for one in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(one for group in joined for one in group), sentence])
    return groups


def _follows(one: SentenceOnRecord, other: SentenceOnRecord) -> bool:
    return other.sentence_id in one.consecutive_to


def _last_day(begins_on: date, group: Sequence[SentenceOnRecord]) -> date:
    if any(one.kind in INDETERMINATE for one in group):
        return date.max
    return last_day_of(begins_on, [term for one in group for term in one.terms])


def asked_of(papers: Papers, sentences: Sequence[SentenceOnRecord]) -> KeyDatesToCalculate:
    """The papers as the calculation is asked."""
    known = {one.sentence_id for one in sentences}
    first_day = min(one.sentenced_on for one in sentences)
    return KeyDatesToCalculate(
        date_of_birth=papers.date_of_birth,
        sex_offender_register=papers.sex_offender_register,
        sentences=[_asked(one, known, papers.recall) for one in sentences],
        adjustments=[one for one in papers.adjustments if one.applies_from >= first_day],
    )


def _asked(one: SentenceOnRecord, known: set[UUID], recall: RecallOnRecord | None) -> SentenceForDates:
    """A sentence as the calculation takes it; what it follows and has ended is not waited for any more."""
    return SentenceForDates(
        id=str(one.sentence_id),
        sentence_type=SENTENCE_TYPE[one.kind],
        sentenced_on=one.sentenced_on,
        offence_committed_on=one.offence_committed_on,
        duration=one.length or one.minimum_term or WHOLE_LIFE,
        consecutive_to=[str(ahead) for ahead in one.consecutive_to if ahead in known],
        schedule_15=one.schedule_15,
        recall=_recalled(one, recall),
    )


def _recalled(one: SentenceOnRecord, recall: RecallOnRecord | None) -> Recall | None:
    """How the recall in force bears on a sentence.

    A recall during home detention curfew lasts until the conditional release and moves no date. Source: Criminal Justice Act
    2003 s.255. A fixed term runs from the return to custody, so before it there is no date to tell.
    """
    if recall is None or recall.kind is RecallType.HOME_DETENTION_CURFEW or one.sentenced_on > recall.recalled_on:
        return None
    if recall.kind is not RecallType.FIXED_TERM:
        return Recall(kind=RecallKind.STANDARD, returned_to_custody_on=recall.returned_to_custody_on)
    if recall.returned_to_custody_on is None:
        return None
    return Recall(kind=RecallKind.FIXED_TERM, returned_to_custody_on=recall.returned_to_custody_on)
