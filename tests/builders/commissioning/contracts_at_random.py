"""Contracts made from a seed, every clause of the payment terms among them, small enough to settle thousands of."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

Json = dict[str, Any]
STARTS = (
    date(2010, 4, 1),
    date(2009, 10, 12),
    date(2008, 2, 29),
    date(2011, 1, 31),
    date(2010, 12, 31),
    date(2011, 6, 15),
    date(2007, 8, 30),
)
STATES = ("CLASSIFIED",) * 6 + ("CONFIRMED", "DISPUTED", "HELD", "OVERTURNED")


class Chance(Random):
    """A seeded source of what a contract may say."""

    def maybe(self, share: float = 0.5) -> bool:
        return self.random() < share

    def number(self, low: int, high: int, *decimals: str) -> str:
        """Text of a number, now and then with decimals."""
        return f"{self.randint(low, high)}{self.choice(('', *decimals))}"

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))


def a_contract(seed: int, *, most_occurrences: int = 14) -> Json:
    """A request for a settlement: terms, facts, and the day through which it is settled."""
    chance = Chance(seed)
    start = chance.choice(STARTS)
    days = chance.choice((50, 120, 366, 365, 400, 430, chance.randint(40, 480), chance.randint(40, 800)))
    end = start + timedelta(days=days - 1)
    terms = some_terms(chance, start, end)
    facts = some_facts(chance, terms, start, end, most_occurrences)
    earliest = start + timedelta(days=31)
    through = end if chance.maybe(0.35) else chance.day(min(earliest, end), end + timedelta(days=20))
    return {"terms": terms, "facts": facts, "through": the_end_of_a_month(start, end, through).isoformat()}


def the_end_of_a_month(start: date, end: date, through: date) -> date:
    """A day by which a month of its contract year is over: the first weeks of a year have none."""
    for anniversary in (date(start.year + years, start.month, min(start.day, 28)) for years in range(1, 4)):
        if anniversary - timedelta(days=5) <= through < anniversary + timedelta(days=40):
            through = anniversary + timedelta(days=40)
    return end if through >= end - timedelta(days=45) else through


def some_terms(chance: Chance, start: date, end: date) -> Json:
    terms: Json = {
        "commenced_on": start.isoformat(),
        "ends_on": end.isoformat(),
        "annual_fee_pence": chance.choice((0, 100, 999_999_999, 2_400_000_000, chance.randint(1, 3_000_000_000))),
        "final_deposit": chance.maybe(0.8),
        "vat": "crown_body" if chance.maybe(0.2) else "standard",
        "excusing_causes": ["riot elsewhere"],
    }
    indexed = chance.maybe(0.6)
    if indexed:
        terms["indexation"] = {
            "index": "RPI",
            "indexed_share_percent": chance.number(0, 99, ".5", ".3333"),
            "base_month": f"{start.year - 1}-{chance.randint(1, 12):02}",
            "base_value": chance.number(90, 220, ".1", ".75"),
            "reference_month": chance.randint(1, 12),
            "revisions_reopen": chance.maybe(0.3),
        }
    if chance.maybe(0.8):
        terms["availability"] = some_availability(chance)
    for name in ("additional_places", "doubling"):
        if chance.maybe(0.6):
            terms[name] = [
                {"code": f"{name}-{n}", "pence": chance.number(0, 12_000, ".5", ".333"), "indexed": indexed and chance.maybe()}
                for n in range(chance.randint(1, 2))
            ]
    if chance.maybe(0.7):
        terms["fixed_sums"] = [some_fixed_sum(chance, n, indexed=indexed) for n in range(chance.randint(1, 3))]
    if chance.maybe(0.9):
        terms["points"] = some_points(chance, indexed=indexed)
    if chance.maybe(0.6):
        terms["cap_percent_of_fee"] = chance.choice(("5", "0", "0.05", "0.5", "100"))
    if chance.maybe(0.4):
        terms["volume"] = {
            "fee_pence": chance.randint(0, 1_200_000_000),
            "indexed": indexed and chance.maybe(),
            "expected_cases": chance.number(1, 10_000, ".5"),
            "band_percent": chance.choice(("0", "5", "2.5")),
            "marginal_percent": chance.choice(("60", "33.3333", "100")),
        }
    if chance.maybe(0.4):
        terms["payment_by_results"] = some_results(chance, start, end)
    return terms


def some_availability(chance: Chance) -> Json:
    kinds = [
        {"code": f"kind-{n}", "places": chance.randint(30, 900), "weight": chance.number(1, 3, ".5", ".25")}
        for n in range(chance.randint(1, 3))
    ]
    return {
        "place_types": kinds,
        "criteria": [
            {
                "code": f"criterion-{n}",
                "place_type": chance.choice(kinds)["code"],
                "rectification_days": chance.choice((0, 0, 1, 3)),
            }
            for n in range(chance.randint(1, 3))
        ],
        "rate_basis": chance.choice(("places", "weighted_places")),
        "used_factor": chance.choice(("0.5", "0.3")),
        "repeats": chance.choice(
            (
                [],
                [{"more_than": 4, "factor": "1.5"}, {"more_than": 8, "factor": "2"}],
                [{"more_than": 2, "factor": "2"}, {"more_than": 1, "factor": "1.25"}],
            )
        ),
    }


def some_fixed_sum(chance: Chance, number: int, *, indexed: bool) -> Json:
    if chance.maybe():
        return {"code": f"incident-{number}", "percent_of_fee": chance.choice(("0.25", "0.4", "1.3333"))}
    return {"code": f"incident-{number}", "pence": chance.randint(0, 6_000_000), "indexed": indexed and chance.maybe()}


def some_points(chance: Chance, *, indexed: bool) -> Json:
    measures: list[Json] = []
    for number in range(chance.randint(1, 5)):
        measure: Json = {
            "code": f"measure-{number}",
            "assessed": chance.choice(("quarter", "quarter", "year")),
            "repeats": chance.maybe(0.8),
        }
        if chance.maybe(0.7):
            measure["points"] = chance.choice(("0", "1", "2.5", "10", "12.3", "100"))
        else:
            measure["missed"] = {
                "target": chance.choice(("90", "85.5", "20.6")),
                "direction": chance.choice(("high", "low")),
                "steps": [
                    {"more_than_percent": "5", "points": "10"},
                    {"more_than_percent": "0", "points": "2.5"},
                    {"more_than_percent": "12.5", "points": "31.5"},
                ],
            }
        measures.append(measure)
    points: Json = {"measures": measures}
    for name, assessed in (("quarterly", "quarter"), ("annual", "year")):
        if any(measure["assessed"] == assessed for measure in measures) or chance.maybe(0.3):
            points[name] = some_scale(chance, indexed=indexed, annual=name == "annual")
    return points


def some_scale(chance: Chance, *, indexed: bool, annual: bool) -> Json:
    quarters = [None] if annual or chance.maybe(0.7) else [1, 2, 3, 4]
    spans = chance.choice(([(1, None)], [(1, 1), (2, None)]))
    baselines = [
        {"from_year": first, "to_year": last, "quarter": quarter, "points": chance.choice(("0", "5", "12.5", "40"))}
        for first, last in spans
        for quarter in quarters
    ]
    bands = chance.choice(
        (
            [{"above": "0", "factor": "1"}],
            [
                {"above": "0", "up_to": "50", "factor": "1"},
                {"above": "50", "up_to": "150", "factor": "1.2"},
                {"above": "150", "factor": "1.5"},
            ],
            [{"above": "0", "up_to": "7.5", "factor": "0.333333"}, {"above": "7.5", "factor": "2"}],
        )
    )
    return {
        "pence_a_point": chance.number(0, 30_000, ".37", ".333333"),
        "indexed": indexed and chance.maybe(),
        "baselines": baselines,
        "bands": bands,
        "repeat_multiplier": chance.choice(("1", "2", "1.5", "1.333")),
    }


def some_results(chance: Chance, start: date, end: date) -> Json:
    return {
        "at_risk_percent": chance.choice(("10", "7.5")),
        "threshold_points": chance.choice(("5", "2.25")),
        "bonus_percent_a_point": chance.choice(("0", "0.5", "1.3333")),
        "bonus_up_to_points": "10",
        "cohorts": [
            {"code": f"cohort-{n}", "fee_year": 1, "matures_on": chance.day(start, end + timedelta(days=100)).isoformat()}
            for n in range(chance.randint(1, 2))
        ],
    }


def most_cases(terms: Json) -> int:
    """As many as three facts of one contract year may tell each: together at most ten times what is expected."""
    return min(9_000, int(float(terms["volume"]["expected_cases"]) * 3))


def some_facts(chance: Chance, terms: Json, start: date, end: date, most: int) -> Json:
    facts: Json = {"occurrences": some_occurrences(chance, terms, start, end, most)}
    if "indexation" in terms:
        facts["index_values"] = some_index_values(chance, start)
    stepped = [measure for measure in terms.get("points", {}).get("measures", []) if "missed" in measure]
    facts["outturns"] = [
        {
            "code": measure["code"],
            "on": chance.day(start, end).isoformat(),
            "value": chance.choice(("90", "85", "20.6", "50", "22.5")),
        }
        for measure in stepped
        if chance.maybe(0.7)
    ]
    if "volume" in terms:
        facts["volumes"] = [
            {"on": chance.day(start, end).isoformat(), "weighted_cases": chance.number(0, most_cases(terms), ".25")}
            for _ in range(chance.randint(0, 3))
        ]
    if "payment_by_results" in terms:
        cohorts = terms["payment_by_results"]["cohorts"]
        changes = ("-5.7", "-3.3", "-5", "-2.25", "-12", "1.5")
        facts["cohorts"] = [{"code": c["code"], "change_points": chance.choice(changes)} for c in cohorts if chance.maybe(0.8)]
    if chance.maybe(0.15):
        facts["vat_rates"] = [{"from_day": chance.day(start, end).isoformat(), "percent": chance.choice(("0", "17.5", "22"))}]
    if chance.maybe(0.2):
        month = chance.day(start, end)
        facts["tax_points"] = [
            {"month_of": month.isoformat(), "tax_point": (month + timedelta(days=chance.randint(0, 40))).isoformat()}
        ]
    facts["disputes"] = [some_dispute(chance, terms, start, end) for _ in range(chance.randint(0, 2))]
    return facts


def some_dispute(chance: Chance, terms: Json, start: date, end: date) -> Json:
    month = chance.day(start, end)
    step, code = chance.choice((("base_fee", None), ("base_fee", None), ("additional_places", None), ("quarter_points", None)))
    dispute: Json = {
        "month_of": month.isoformat(),
        "step": step,
        "filed_on": (month + timedelta(days=chance.randint(0, 80))).isoformat(),
    }
    return dispute | ({"disputed_pence": chance.randint(1, 900_000)} if chance.maybe() else {}) | ({"code": code} if code else {})


def some_index_values(chance: Chance, start: date) -> list[Json]:
    values: list[Json] = []
    for year in range(start.year - 1, start.year + 3):
        for month in range(1, 13):
            if chance.maybe(0.75):
                fact = {
                    "index": "RPI",
                    "month": f"{year}-{month:02}",
                    "value": chance.number(180, 260, ".4"),
                    "published_on": f"{year}-{month:02}-20",
                }
                values.append(fact)
                if chance.maybe(0.1):
                    values.append(
                        fact
                        | {"value": chance.number(180, 260, ".7"), "revision": True, "published_on": f"{year + 1}-{month:02}-20"}
                    )
    return values


def some_occurrences(chance: Chance, terms: Json, start: date, end: date, most: int) -> list[Json]:
    rows: list[tuple[str, Json]] = [("UNAVAILABLE_PLACES", row) for row in terms.get("availability", {}).get("criteria", [])]
    rows += [("ADDITIONAL_PLACES", row) for row in terms.get("additional_places", [])]
    rows += [("UNAUTHORISED_DOUBLING", row) for row in terms.get("doubling", [])]
    rows += [("FIXED_SUM_INCIDENT", row) for row in terms.get("fixed_sums", [])]
    rows += [("PERFORMANCE_FAILURE", row) for row in terms.get("points", {}).get("measures", [])]
    found: list[Json] = []
    for _ in range(chance.randint(0, most) if rows else 0):
        kind, row = chance.choice(rows)
        found.append(an_occurrence(chance, kind, row["code"], start, end))
        if len(found) > 1 and chance.maybe(0.3):
            found[-1]["same_event_as"] = chance.choice(found[:-1])["occurrence_id"]
    chance.shuffle(found)
    return found


def an_occurrence(chance: Chance, kind: str, code: str, start: date, end: date) -> Json:
    on = chance.day(start, end)
    fact: Json = {
        "occurrence_id": str(UUID(int=chance.getrandbits(128))),
        "kind": kind,
        "code": code,
        "occurred_on": on.isoformat(),
        "state": chance.choice(STATES),
    }
    if kind in {"UNAVAILABLE_PLACES", "ADDITIONAL_PLACES", "UNAUTHORISED_DOUBLING"}:
        fact |= {"places": chance.randint(1, 30), "used": chance.maybe(0.3)}
        if chance.maybe(0.7):
            fact["ended_on"] = min(end, on + timedelta(days=chance.choice((0, 1, 2, 5, 40)))).isoformat()
    if kind == "PERFORMANCE_FAILURE":
        fact["count"] = chance.choice(("1", "1", "2", "0.5", "3.5", "14"))
    return fact
