"""A settlement run written down and read again: the same lines, the same facts, the same bytes."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.commissioning.settlement_facts import (
    CohortFact,
    DisputeFact,
    IndexFact,
    OutturnFact,
    SettlementFacts,
    Step,
    VolumeFact,
)
from noms.contracts.commissioning.settlements import LineState, SettlementRequest
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE
from services.commissioning.evidence.rules import Facts
from services.commissioning.ledger.rules import (
    adjusted_from,
    adjusted_text,
    changes_from,
    changes_text,
    facts_from,
    facts_text,
    fingerprint,
    line_id,
    lines_from,
    lines_text,
    statement_from,
    statement_text,
    stood_from,
)
from services.commissioning.occurrences.rules import Occurrence
from services.commissioning.postings.rules import Change, LineKey, Posting, Stood
from services.commissioning.settlements.rules import entitled, settle_year
from services.commissioning.statements.rules import statement_of
from services.commissioning.workings.rules import StepLine

WORKED = SettlementRequest.model_validate(WORKED_EXAMPLE)
SETTLED = settle_year(WORKED.terms, Facts.of(WORKED.facts), WORKED.through)
AGREEMENT = UUID(int=11)

LINES = st.builds(
    StepLine,
    st.sampled_from(Step), st.sampled_from(["", "2.2g", "escape"]), st.just("406/5"), st.integers(-(10**12), 10**12),
    st.sampled_from(LineState), st.text(min_size=1, max_size=20), st.tuples(st.uuids()),
)  # fmt: skip


@given(st.lists(LINES, max_size=5))
def test_lines_are_read_as_they_were_written(lines: list[StepLine]):
    assert lines_from(lines_text(lines)) == lines


def test_the_statement_of_the_worked_example_is_read_as_it_was_written():
    read, told = statement_from(statement_text(SETTLED)), statement_of(SETTLED)

    assert (read.year, list(read.quarters), list(read.invoices)) == (told.year, told.quarters, told.invoices)


def test_the_worked_example_read_again_settles_to_the_same_bytes():
    text = facts_text(Facts.of(WORKED.facts))
    again = settle_year(WORKED.terms, Facts.of(facts_from(text)), WORKED.through)
    bytes_of = [
        fingerprint(statement_text(settled), [lines_text(month.lines) for month in settled.months])
        for settled in (SETTLED, again)
    ]

    assert again.inputs_hash == SETTLED.inputs_hash
    assert bytes_of[0] == bytes_of[1]
    assert facts_text(Facts.of(facts_from(text))) == text


def test_one_penny_changes_the_fingerprint():
    assert fingerprint("{}", ["[1]"]) != fingerprint("{}", ["[2]"])


OCCURRENCES = st.builds(
    Occurrence,
    occurrence_id=st.uuids(),
    kind=st.sampled_from(OccurrenceKind),
    state=st.sampled_from(OccurrenceState),
    code=st.sampled_from(["2.2g", "heating", "call-off"]),
    occurred_on=st.dates(date(2010, 4, 1), date(2011, 3, 31)),
    ended_on=st.none() | st.dates(date(2011, 4, 1), date(2011, 4, 9)),
    places=st.integers(0, 800),
    used=st.booleans(),
    count=st.builds(Fraction, st.integers(0, 40), st.just(2)),
    same_event_as=st.none() | st.uuids(),
    event_ids=st.just(()),
)


@settings(max_examples=50)
@given(st.lists(OCCURRENCES, max_size=6, unique_by=lambda each: each.occurrence_id))
def test_every_fact_is_read_as_it_was_written(occurrences: list[Occurrence]):
    facts = Facts(
        occurrences=occurrences,
        index_values=[IndexFact(index="RPI", month="2010-01", value="220.0", published_on=date(2010, 2, 16), revision=True)],
        outturns=[OutturnFact(code="m", on=date(2010, 6, 30), value="3.5")],
        volumes=[VolumeFact(on=date(2010, 6, 30), weighted_cases="8700")],
        cohorts=[CohortFact(code="c1", change_points="-3.3")],
        disputes=[DisputeFact(month_of=date(2010, 6, 1), step=Step.FIXED_SUM, code="escape", filed_on=date(2010, 7, 9))],
    )
    again = Facts.of(facts_from(facts_text(facts)))

    assert [record for record, _ in again.records] == [record for record, _ in facts.records]
    assert {name: list(told) for name, told in again.others} == {name: list(told) for name, told in facts.others}


def test_more_occurrences_than_a_request_may_hold_are_still_read():
    occurrences = [
        Occurrence(
            UUID(int=number), OccurrenceKind.PERFORMANCE_FAILURE, OccurrenceState.CLASSIFIED, "2.2g", date(2010, 5, 1), None, 0,
            used=False, count=Fraction(1), same_event_as=None, event_ids=(),
        )
        for number in range(4_100)
    ]  # fmt: skip

    assert len(facts_from(facts_text(Facts(occurrences=occurrences))).occurrences) == 4_100


def test_a_line_has_the_same_id_in_every_run_and_another_in_every_agreement_month_step_and_row():
    line = StepLine(Step.FIXED_SUM, "escape", "1", -6_162_000, LineState.FINAL, "1 x 6162000p", ())
    changed = line._replace(pence=0, working="no more")
    others = [
        line_id(UUID(int=12), 2, 3, line), line_id(AGREEMENT, 1, 3, line), line_id(AGREEMENT, 2, 4, line),
        line_id(AGREEMENT, 2, 3, line._replace(code="abscond")), line_id(AGREEMENT, 2, 3, line._replace(step=Step.BASE_FEE)),
    ]  # fmt: skip

    assert line_id(AGREEMENT, 2, 3, line) == line_id(AGREEMENT, 2, 3, changed)
    assert len({line_id(AGREEMENT, 2, 3, line), *others}) == 6


def test_what_the_lines_of_a_month_come_to_is_read_from_their_text():
    june = SETTLED.months[2]
    stood = stood_from(lines_text(june.lines), june.month.from_day, 4)

    assert stood == {key: Stood(pence, 4) for key, pence in entitled([june]).items()}


def test_adjustments_and_changes_are_read_as_they_were_written():
    key, other = LineKey(date(2010, 6, 1), Step.FIXED_SUM, "escape"), LineKey(date(2010, 7, 1), Step.FIXED_SUM, "escape")
    text = adjusted_text({key: Posting(0, 6_162_000, 1), other: Posting(5, 5, None)}, key.from_day)
    changes = [Change(kind, "one", "added") for kind in ("occurrence", "index")]  # type: ignore[arg-type]  # as they are kept

    assert adjusted_from(text) == {(Step.FIXED_SUM, "escape"): (6_162_000, 1)}
    assert changes_from(changes_text(changes)) == changes


def test_the_first_invoice_of_a_year_bears_the_year_before_by_the_terms_of_that_year():
    """An escape of March cost 0.25 % of the fee of its own year, though the fee has doubled in April."""
    before = PaymentTerms.model_validate(PLAIN_TERMS | {"ends_on": "2012-03-31"})
    after = before.model_copy(update={"annual_fee_pence": 2 * before.annual_fee_pence})
    escape = {"occurrence_id": str(UUID(int=1)), "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": "2011-03-20"}
    facts = Facts.of(SettlementFacts.model_validate({"occurrences": [escape]}))
    billed = [
        [line.pence for line in settled.invoices[0].lines if line.step is Step.FIXED_SUM]
        for settled in (settle_year(after, facts, date(2011, 4, 30), others) for others in ({1: before}, {}))
    ]

    assert billed == [[-6_000_000], [-12_000_000]]
