"""The agreements of a national settlement year, made from a seed: what each pays by, and what happened under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from noms.contracts.commissioning.settlements import SettlementRequest
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.evidence.rules import Facts

AGREEMENTS, MEASURES, MONTHS, SEED = 200, 40, 12, 20110401
FIRST, LAST = date(2011, 4, 1), date(2012, 3, 31)
BANDS = (
    {"above": "0", "up_to": "50", "factor": "1"},
    {"above": "50", "up_to": "150", "factor": "1.2"},
    {"above": "150", "factor": "1.5"},
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contract:
    """One agreement: its id, what the oracle reads, and what the engine does."""

    agreement_id: UUID
    request: Json
    terms: PaymentTerms
    facts: Facts


def contracts() -> list[Contract]:
    """The agreements of the country, made from a seed."""
    chance = Random(SEED)  # noqa: S311 - made again from its seed, and no secret
    made = []
    for _ in range(AGREEMENTS):
        agreement_id, request = UUID(int=chance.getrandbits(128)), a_request(chance)
        read = SettlementRequest.model_validate(request)
        made.append(Contract(agreement_id, request, read.terms, Facts.of(read.facts)))
    return made


def a_request(chance: Random) -> Json:
    """One agreement with a year of what happened under it."""
    measures = [{"code": f"measure_{n:02}", "points": chance.choice(("1", "2.5", "5", "10", "20"))} for n in range(MEASURES)]
    scale = {"pence_a_point": "24000", "baselines": [{"from_year": 1, "points": "400"}], "bands": BANDS, "repeat_multiplier": "2"}
    repeats = [{"more_than": 4, "factor": "1.5"}, {"more_than": 8, "factor": "2"}]
    cells = {"place_types": [{"code": "cell", "places": 800}], "criteria": [{"code": "heating", "place_type": "cell"}]}
    terms = {
        "commenced_on": FIRST.isoformat(),
        "ends_on": "2021-03-31",
        "annual_fee_pence": chance.randint(10**9, 3 * 10**9),
        "availability": cells | {"repeats": repeats},
        "fixed_sums": [{"code": "escape", "percent_of_fee": "0.25"}],
        "points": {"measures": measures, "quarterly": scale},
        "cap_percent_of_fee": "5",
    }
    return {"terms": terms, "facts": {"occurrences": list(occurrences(chance, measures))}, "through": LAST.isoformat()}


def occurrences(chance: Random, measures: Sequence[Mapping[str, str]]) -> Iterator[Json]:
    """About one failure of every second measure each month, an escape now and then, and cells that go cold."""
    for measure in measures:
        for _ in range(chance.randint(0, MONTHS)):
            yield an_occurrence(chance, "PERFORMANCE_FAILURE", measure["code"]) | {"count": chance.choice(("1", "1", "1", "2"))}
    for _ in range(chance.randint(0, 2)):
        yield an_occurrence(chance, "FIXED_SUM_INCIDENT", "escape")
    for _ in range(chance.randint(0, 8)):
        yield an_occurrence(chance, "UNAVAILABLE_PLACES", "heating") | {"places": chance.randint(1, 40)}


def an_occurrence(chance: Random, kind: str, code: str) -> Json:
    """Something that happened on a day of the year."""
    on = date.fromordinal(chance.randint(FIRST.toordinal(), LAST.toordinal()))
    return {"occurrence_id": str(UUID(int=chance.getrandbits(128))), "kind": kind, "code": code, "occurred_on": on.isoformat()}
