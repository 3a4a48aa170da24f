"""How a settlement run is written down: its lines, its statement and the facts that it rests on, byte for byte, and back."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid5

from noms.contracts.commissioning.settlement_facts import OccurrenceFact, SettlementFacts, Step
from noms.contracts.commissioning.settlement_runs import PostedChangeKind
from noms.contracts.commissioning.settlements import DueInvoiceView, LineState, QuarterSettlementView, YearSettlementView
from noms.contracts.exact import compact_json
from services.commissioning.bills.rules import MonthSettlement
from services.commissioning.evidence.rules import Facts
from services.commissioning.postings.rules import Change, LineKey, Posting, Stood
from services.commissioning.settlements.rules import YearSettlement
from services.commissioning.statements.rules import statement_of
from services.commissioning.workings.rules import StepLine, exactly

_LINES = UUID("6f0e3c1a-8d0e-5d6b-9a44-3b7a52c5e1d0")
_NONE = str(None)
_quoted = json.encoder.encode_basestring
NO_LONGER_OWED = "no longer owed: what was posted is taken back"


@dataclass(frozen=True)
class Statement:
    """What a run says of its contract year, besides the lines of its months."""

    year: YearSettlementView
    quarters: tuple[QuarterSettlementView, ...]
    invoices: tuple[DueInvoiceView, ...]
    unpriced: tuple[UUID, ...]


def lines_text(lines: Iterable[StepLine]) -> str:
    """The lines of a month as they are kept. Written out by hand: a national year has a hundred thousand of them."""
    return f"[{','.join(map(_line_text, lines))}]"


def _line_text(line: StepLine) -> str:
    step, code, quantity, pence, state, working, occurrence_ids = line
    ids = ",".join([f'"{each.int:032x}"' for each in occurrence_ids])
    return f'["{step}",{_quoted(code)},"{quantity}",{pence},"{state}",{_quoted(working)},[{ids}]]'


def lines_from(text: str) -> list[StepLine]:
    """The lines of a month, read again."""
    return [
        StepLine(Step(step), code, quantity, pence, LineState(state), working, tuple(map(UUID, occurrence_ids)))
        for step, code, quantity, pence, state, working, occurrence_ids in json.loads(text)
    ]


def stood_from(text: str, from_day: date, run: int) -> dict[LineKey, Stood]:
    """What the lines of a month came to, from their text."""
    return {
        LineKey(from_day, Step(step), code or None): Stood(pence, run) for step, code, _quantity, pence, *_ in json.loads(text)
    }


def adjusted_text(postings: Mapping[LineKey, Posting], from_day: date) -> str:
    """The lines of a month that a run adjusts, as they are kept: step, row of the terms, pence posted, run adjusted."""
    return compact_json(
        [
            (key.step, key.code or "", posting.posted_pence, posting.adjusts_run)
            for key, posting in postings.items()
            if key.from_day == from_day and posting.posted_pence
        ]
    )


def adjusted_from(text: str) -> dict[tuple[Step, str], tuple[int, int | None]]:
    """What a run posted for the lines that it adjusts, and the run that each adjusts."""
    return {(Step(step), code): (pence, adjusts_run) for step, code, pence, adjusts_run in json.loads(text)}


def changes_text(changes: Sequence[Change]) -> str:
    """What has changed since the run before, as it is kept."""
    return compact_json([(change.kind, change.what, change.how) for change in changes])


def changes_from(text: str) -> list[Change]:
    """What has changed since the run before, read again."""
    return [Change(PostedChangeKind(kind), what, how) for kind, what, how in json.loads(text)]


def gone(step: Step, code: str) -> StepLine:
    """A line that had been posted and is no more."""
    return StepLine(step, code, "0", 0, LineState.FINAL, NO_LONGER_OWED, ())


def line_id(agreement_id: UUID, contract_year: int, month: int, line: StepLine) -> UUID:
    """What a line is known by in every run of its agreement: the same month, step and row of the terms, the same id."""
    return uuid5(_LINES, f"{agreement_id} {contract_year} {month} {line.step} {line.code}")


def statement_text(settled: YearSettlement) -> str:
    """Year, quarters and invoices as they are kept; the lines of the months are kept apart."""
    told = statement_of(replace(settled, months=tuple(replace(each, lines=(_summed(each),)) for each in settled.months)))
    kept = told.model_dump(mode="json", include={"year", "quarters", "invoices"})
    return compact_json({**kept, "unpriced": settled.unpriced})


def _summed(month: MonthSettlement) -> StepLine:
    return StepLine(Step.BASE_FEE, "", "1", month.entitlement_pence, LineState.FINAL, "the month as a whole", ())


def statement_from(text: str) -> Statement:
    """Year, quarters and invoices, read again."""
    told = json.loads(text)
    return Statement(
        YearSettlementView.model_validate(told["year"]),
        tuple(QuarterSettlementView.model_validate(each) for each in told["quarters"]),
        tuple(DueInvoiceView.model_validate(each) for each in told["invoices"]),
        tuple(map(UUID, told["unpriced"])),
    )


def fingerprint(statement: str, months: Sequence[str]) -> str:
    """The hash of everything that a run computed: a replay must come to the same bytes."""
    return hashlib.sha256("\n".join((statement, *months)).encode()).hexdigest()


def facts_text(facts: Facts) -> str:
    """What a run rests on, as it is kept: of every occurrence the very line that went into the fingerprint of the inputs."""
    others = {name: [each.model_dump(mode="json") for each in told] for name, told in facts.others}
    return compact_json({"occurrences": [record for record, _ in facts.records], **others})


def facts_from(text: str) -> SettlementFacts:
    """What a run rests on, read again, however many occurrences there are."""
    told = json.loads(text)
    happened = [_happened(record) for record in told.pop("occurrences")]
    others = SettlementFacts.model_validate(told)
    return SettlementFacts.model_construct(**(dict(others) | {"occurrences": happened}))


def _happened(record: str) -> OccurrenceFact:
    """An occurrence from its line: `Facts.records` writes the words in this order."""
    occurred_on, occurrence_id, kind, state, code, ended_on, places, used, count, same_event_as = record.split(" ")
    return OccurrenceFact.model_validate(
        {
            "occurrence_id": occurrence_id,
            "kind": kind,
            "state": state,
            "code": code,
            "occurred_on": occurred_on,
            "ended_on": None if ended_on == _NONE else ended_on,
            "places": int(places),
            "used": used == "1",
            "count": exactly(Fraction(count)),
            "same_event_as": None if same_event_as == _NONE else same_event_as,
        }
    )
