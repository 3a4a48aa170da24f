"""What a calculation from the record comes to, how an entry by hand compares with it, and what may become of an entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from noms.contracts.offender_mgmt.kept_key_dates import EntryReason
from noms.contracts.offender_mgmt.key_date_views import KeyDateStep
from noms.contracts.offender_mgmt.key_dates import KeyDate
from noms.contracts.problems import FieldError
from services.offender_mgmt.key_dates.rules import key_dates, shown
from services.offender_mgmt.sentence_papers.rules import INDETERMINATE, Papers, SentenceOnRecord, asked_of, served_together
from services.offender_mgmt.warrants.rules import adjustments_of, chains_of, contradictions, not_computed

TARIFF_RULE_VERSION = 1  # House rule: 0083

_TARIFF_SOURCE = "Powers of Criminal Courts (Sentencing) Act 2000 s.82A; Crime (Sentences) Act 1997 s.28"


@dataclass(frozen=True, slots=True)
class DatesInForce:
    """The key dates that hold for the person now: by their letters, as SED, SLED, CRD, TARIFF."""

    dates: Mapping[str, date]
    indeterminate: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a calculation came to: dates with their steps, or the reasons why there are none."""

    dates: Mapping[KeyDate, date]
    breakdown: tuple[KeyDateStep, ...] = ()
    rule_version: int | None = None
    indeterminate: bool = False
    faults: tuple[FieldError, ...] = ()


def outcome_of(papers: Papers) -> Outcome:
    """The key dates of everything that is served now, or why they are not calculated. There must be a sentence."""
    sentences = served_together(papers.sentences)
    if all(one.kind in INDETERMINATE for one in sentences):
        return _tariff(sentences)
    if any(one.kind in INDETERMINATE for one in sentences):
        return Outcome({}, indeterminate=True, faults=tuple(_mixed(sentences)))
    asked = asked_of(papers, sentences)
    if faults := contradictions(asked) or not_computed(asked):
        return Outcome({}, faults=tuple(_by_id(fault, sentences) for fault in faults))
    found = key_dates(chains_of(asked), adjustments_of(asked), sex_offender_register=asked.sex_offender_register)
    view = shown(found, adjustments_of(asked))
    return Outcome(view.dates, tuple(view.breakdown), view.rule_version)


def _tariff(sentences: Sequence[SentenceOnRecord]) -> Outcome:
    """When the minimum term of every sentence for life or public protection has been served.

    The court has taken time on remand off the minimum term itself, so nothing moves the date here. A whole life has none.
    Source: Powers of Criminal Courts (Sentencing) Act 2000 s.82A(3)(b).
    """
    terms = [(one, one.minimum_term) for one in sentences]
    if any(term is None for _, term in terms):
        return Outcome({}, rule_version=TARIFF_RULE_VERSION, indeterminate=True)
    ends = [(term.last_day(one.sentenced_on), str(one.sentence_id)) for one, term in terms if term]
    on, sentence_id = max(ends)
    step = KeyDateStep(
        code=KeyDate.TARIFF, on=on, unadjusted=on, adjusted_by_days=0, sentences=[sentence_id],
        rule="the last day of the minimum term", source=_TARIFF_SOURCE,
    )  # fmt: skip
    return Outcome({KeyDate.TARIFF: on}, (step,), TARIFF_RULE_VERSION, indeterminate=True)


def _mixed(sentences: Sequence[SentenceOnRecord]) -> Iterator[FieldError]:
    for one in sentences:
        if one.kind in INDETERMINATE:
            yield FieldError(
                pointer=f"/sentences/{one.sentence_id}",
                code=f"{one.kind}_not_computed",
                message="A sentence without an end is served beside one with an end: there is no rule for both.",
            )


def _by_id(fault: FieldError, sentences: Sequence[SentenceOnRecord]) -> FieldError:
    """The same fault, its sentence named by its id on record and not by its place in the papers."""
    head, kind, *rest = fault.pointer.split("/")
    if kind == "sentences" and rest:
        rest[0] = str(sentences[int(rest[0])].sentence_id)
    return fault.model_copy(update={"pointer": "/".join([head, kind, *rest])})


def differences(entered: Mapping[KeyDate, date], calculated: Mapping[KeyDate, date]) -> tuple[KeyDate, ...]:
    """The dates that the entry and the calculation do not tell alike, one of them having none included."""
    return tuple(code for code in KeyDate if entered.get(code) != calculated.get(code))


def faults_of_comparison(entered: Mapping[KeyDate, date], outcome: Outcome, reason: EntryReason) -> tuple[FieldError, ...]:
    """Whether an entry may stand beside what the record comes to: one that differs from a calculation is an override, by name."""
    if outcome.faults or reason is EntryReason.OVERRIDE:
        return ()
    return tuple(
        FieldError(
            pointer=f"/dates/{code}",
            code="differs_from_calculation",
            message=f"The calculation says {outcome.dates.get(code) or 'none'}: an entry that differs is an override.",
        )
        for code in differences(entered, outcome.dates)
    )
