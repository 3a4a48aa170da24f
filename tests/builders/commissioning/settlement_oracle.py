"""A second, slow way to settle payment terms, written from the specification day by day, to hold the engine against.

It reads the plain JSON of a request and shares no code with the engine: no rule, no rounding, no calendar of months.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import floor
from typing import Any

COUNTED = {"CLASSIFIED", "CONFIRMED", "DISPUTED"}
ORDER = ["FIXED_SUM_INCIDENT", "UNAVAILABLE_PLACES", "UNAUTHORISED_DOUBLING", "PERFORMANCE_FAILURE"]
DAY = timedelta(days=1)

Json = Mapping[str, Any]


def pence(exact: Fraction) -> int:
    """Half a penny away from zero."""
    return floor(exact + Fraction(1, 2)) if exact >= 0 else -floor(-exact + Fraction(1, 2))


def day_of(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True)
class Place:
    """Where a day lies."""

    year: int
    month: int
    day_of_year: int

    @property
    def quarter(self) -> int:
        return [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][self.month - 1]


def begins_year(start: date, day: date) -> bool:
    """Whether a contract year begins on the day."""
    if (day.month, day.day) == (start.month, start.day):
        return True
    return (start.month, start.day) == (2, 29) and (day.month, day.day) == (3, 1) and (day - DAY).day == 28


@cache
def calendar_of(start: date, years: int) -> dict[date, Place]:
    """Walk from the first day through so many contract years, day by day."""
    places: dict[date, Place] = {}
    year, month, number, began = 0, 0, 0, start
    day = start
    while year < years or not begins_year(start, day):
        if begins_year(start, day):
            year, month, number, began = year + 1, 0, 0, day
        last_of_month = (day + DAY).month != day.month
        if month < 12 and (day.day == began.day or (last_of_month and began.day > day.day)):
            month += 1
        number += 1
        places[day] = Place(year, month, number)
        day += DAY
    return places


@cache
def year_lengths(start: date, years: int) -> Mapping[int, int]:
    """Days of each contract year, counted one by one."""
    return Counter(place.year for place in calendar_of(start, years).values())


class Oracle:
    """One contract, settled from its first day to the last day asked for."""

    def __init__(self, request: Json) -> None:
        self.terms, self.facts = request["terms"], request.get("facts", {})
        self.start, self.end = day_of(self.terms["commenced_on"]), day_of(self.terms["ends_on"])
        self.through = day_of(request["through"])
        self.places = calendar_of(self.start, self.end.year - self.start.year + 1)
        self.days_in_year = year_lengths(self.start, self.end.year - self.start.year + 1)
        self.year = self.places[min(self.through, self.end)].year
        self.months = self._months()
        self.happened = [self._fact(fact) for fact in self.facts.get("occurrences", [])]
        self._indices: dict[int, tuple[Fraction, bool]] = {}
        self.spared = self._spared()

    # What lies where.

    def _months(self) -> dict[tuple[int, int], list[date]]:
        """The days of each month in which the agreement is in force."""
        months: dict[tuple[int, int], list[date]] = defaultdict(list)
        for day, place in self.places.items():
            if day > self.end:
                break
            months[place.year, place.month].append(day)
        return months

    def _fact(self, fact: Json) -> dict[str, Any]:
        first = day_of(fact["occurred_on"])
        last = day_of(fact["ended_on"]) if fact.get("ended_on") else first
        return {
            **fact,
            "first": first,
            "last": last,
            "state": fact.get("state", "CLASSIFIED"),
            "count": Fraction(fact.get("count", "1")),
            "number": fact.get("places", 0),
            "counts": fact.get("state", "CLASSIFIED") in COUNTED,
        }

    def of(self, kind: str) -> list[dict[str, Any]]:
        """What counts of one kind, by the day on which it began."""
        counted = (each for each in self.happened if each["kind"] == kind and each["counts"])
        return sorted(counted, key=lambda each: (each["first"], each["occurrence_id"]))

    def row(self, part: Sequence[Json], code: str) -> Json:
        return next(row for row in part if row["code"] == code)

    # Step 1.

    def index(self, year: int) -> tuple[Fraction, bool]:
        """The factor that prices follow in a year, and whether it is provisional."""
        if year not in self._indices:
            self._indices[year] = self._index(year)
        return self._indices[year]

    def _index(self, year: int) -> tuple[Fraction, bool]:
        clause = self.terms.get("indexation")
        if clause is None:
            return Fraction(1), False
        month_begins = next(day for day, place in self.places.items() if place.year == year)
        month = (month_begins.replace(day=1) - DAY).replace(day=1)
        while month.month != clause["reference_month"]:
            month = (month - DAY).replace(day=1)
        wanted, base = f"{month:%Y-%m}", Fraction(clause["base_value"])
        if wanted < clause["base_month"]:
            return Fraction(1), False
        known: dict[str, Fraction] = {}
        for fact in sorted(self.facts.get("index_values", []), key=lambda fact: fact["published_on"]):
            if fact["index"] == clause["index"]:
                reopens = clause.get("revisions_reopen", False)
                if not fact.get("revision") or reopens:
                    known[fact["month"]] = Fraction(fact["value"])
        known[clause["base_month"]] = base
        used = wanted
        if wanted not in known:
            earlier = sorted(each for each in known if each < wanted)
            used = earlier[-1] if earlier else clause["base_month"]
        share = Fraction(clause["indexed_share_percent"]) / 100
        return (1 - share) + share * known[used] / base, used != wanted

    def fee(self, year: int) -> int:
        return pence(self.terms["annual_fee_pence"] * self.index(year)[0])

    def price(self, row: Json, field_: str, year: int) -> Fraction:
        return Fraction(row[field_]) * (self.index(year)[0] if row.get("indexed") else 1)

    # Steps 2 to 5.

    def base_fee(self, year: int, month: int) -> int:
        """What has been earned by the evening of the last day less what had been by the evening before the first."""
        earned = [Fraction(self.fee(year) * number, self.days_in_year[year]) for number in self._numbers(year, month)]
        return pence(earned[1]) - pence(earned[0])

    def _numbers(self, year: int, month: int) -> tuple[int, int]:
        days = self.months[year, month]
        return self.places[days[0]].day_of_year - 1, self.places[days[-1]].day_of_year

    def weight(self, code: str) -> Fraction:
        clause = self.terms["availability"]
        kind = self.row(clause["criteria"], code)["place_type"]
        return Fraction(self.row(clause["place_types"], kind).get("weight", "1"))

    def day_price(self, year: int) -> Fraction:
        clause = self.terms["availability"]
        weighted = clause.get("rate_basis") == "weighted_places"
        over = sum(kind["places"] * (Fraction(kind.get("weight", "1")) if weighted else 1) for kind in clause["place_types"])
        return Fraction(self.fee(year)) / (Fraction(over) * self.days_in_year[year])

    def charged_days(self, each: Mapping[str, Any]) -> Iterator[date]:
        """The days of a failure after those in which it might have been put right."""
        allowance = self.row(self.terms["availability"]["criteria"], each["code"]).get("rectification_days", 0)
        day = each["first"]
        while day <= each["last"]:
            if (day - each["first"]).days >= allowance:
                yield day
            day += DAY

    def use(self, each: Mapping[str, Any]) -> Fraction:
        clause = self.terms["availability"]
        return Fraction(clause.get("used_factor", "0.5") if each.get("used") else clause.get("unused_factor", "1"))

    def repeat(self, number: int) -> Fraction:
        """The factor of the step that the so-manieth failure has passed last."""
        passed = [step for step in self.terms["availability"].get("repeats", []) if number > step["more_than"]]
        return Fraction(max(passed, key=lambda step: step["more_than"])["factor"]) if passed else Fraction(1)

    def unavailable(self, year: int, month: int) -> Fraction | None:
        days = set(self.months[year, month])
        seen: dict[str, int] = defaultdict(int)
        place_days, charged = Fraction(0), False
        for each in self.of("UNAVAILABLE_PLACES"):
            if not (each["first"] <= max(days) and each["last"] >= min(days)):
                continue
            number = sum(day in days for day in self.charged_days(each))
            if number:
                seen[each["code"]] += 1
                if each["occurrence_id"] not in self.spared:
                    charged = True
                    own = each["number"] * number * self.weight(each["code"]) * self.use(each)
                    place_days += own * self.repeat(seen[each["code"]])
        return place_days * self.day_price(year) if charged else None

    def rated(self, kind: str, part: str, year: int, month: int) -> Fraction | None:
        """Places and days at a rate, a day at a time."""
        exact, charged = Fraction(0), False
        for each in self.of(kind):
            if each["occurrence_id"] not in self.spared:
                for day in self.months[year, month]:
                    if each["first"] <= day <= each["last"]:
                        charged = True
                        exact += each["number"] * self.price(self.row(self.terms[part], each["code"]), "pence", year)
        return exact if charged else None

    # Steps 6 to 12.

    def fixed(self, code: str, year: int) -> Fraction:
        row = self.row(self.terms["fixed_sums"], code)
        if row.get("percent_of_fee") is not None:
            return Fraction(row["percent_of_fee"]) * self.fee(year) / 100
        return self.price(row, "pence", year)

    def measure(self, code: str) -> Json:
        return self.row(self.terms["points"]["measures"], code)

    def scale(self, code: str) -> Json:
        scale: Json = self.terms["points"]["annual" if self.measure(code).get("assessed") == "year" else "quarterly"]
        return scale

    def bare_points(self, code: str, count: Fraction) -> Fraction:
        """Points before repetition: for so many failures, or for a target missed by so many per cent."""
        row = self.measure(code)
        if row.get("points") is not None:
            return Fraction(row["points"]) * count
        reached = [step for step in row["missed"]["steps"] if count > Fraction(step["more_than_percent"])]
        return Fraction(max(reached, key=lambda step: Fraction(step["more_than_percent"]))["points"]) if reached else Fraction(0)

    def missed_by(self, fact: Json) -> Fraction:
        table = self.measure(fact["code"])["missed"]
        target, value = Fraction(table["target"]), Fraction(fact["value"])
        worse = value < target if table["direction"] == "high" else value > target
        return abs(value - target) / target * 100 if worse else Fraction(0)

    def failures(self) -> Iterator[tuple[str, Place, Fraction, str | None]]:
        """Measure, where it lies, points before repetition, and the occurrence."""
        for each in self.of("PERFORMANCE_FAILURE"):
            yield each["code"], self.places[each["first"]], self.bare_points(each["code"], each["count"]), each["occurrence_id"]
        for fact in self.facts.get("outturns", []):
            yield fact["code"], self.places[day_of(fact["on"])], self.bare_points(fact["code"], self.missed_by(fact)), None

    def period(self, code: str, place: Place) -> tuple[int, int]:
        return (place.year, 0) if self.measure(code).get("assessed") == "year" else (place.year, place.quarter)

    def failed_before(self, code: str, place: Place) -> bool:
        """Whether the measure failed in the period before, charged or not."""
        year, quarter = self.period(code, place)
        before = {0: (year - 1, 0), 1: (year - 1, 4)}.get(quarter, (year, quarter - 1))
        return any(c == code and points and self.period(c, p) == before for c, p, points, _ in self.failures())

    def count_points(self) -> dict[tuple[int, int, str], Fraction]:
        counted: dict[tuple[int, int, str], Fraction] = defaultdict(Fraction)
        for code, place, points, occurrence in self.failures():
            if occurrence is None or occurrence not in self.spared:
                again = self.measure(code).get("repeats", True) and self.failed_before(code, place)
                factor = Fraction(self.scale(code).get("repeat_multiplier", "1")) if again else Fraction(1)
                counted[place.year, place.month, code] += points * factor
        return counted

    def _spared(self) -> set[str]:
        """Step 8: paint everything that hangs together, then keep one charge of each colour."""
        colour = {each["occurrence_id"]: each["occurrence_id"] for each in self.happened}
        for each in self.happened:
            if each.get("same_event_as"):
                colour.setdefault(each["same_event_as"], each["same_event_as"])
        changed = True
        while changed:
            changed = False
            for each in self.happened:
                if each.get("same_event_as"):
                    one, other = colour[each["occurrence_id"]], colour[each["same_event_as"]]
                    if one != other:
                        changed = True
                        colour = {key: min(one, other) if own in {one, other} else own for key, own in colour.items()}
        events: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in self.happened:
            if each["counts"] and each["kind"] in ORDER:
                events[colour[each["occurrence_id"]]].append(each)
        return {each["occurrence_id"] for event in events.values() if len(event) > 1 for each in self._lost(event)}

    def _lost(self, event: list[dict[str, Any]]) -> list[dict[str, Any]]:
        incident = any(each["kind"] == "FIXED_SUM_INCIDENT" for each in event)
        left = [each for each in event if not (incident and each["kind"] == "PERFORMANCE_FAILURE")]
        kept = min(left, key=lambda e: (-self.worth(e), ORDER.index(e["kind"]), e["occurrence_id"]))
        return [each for each in event if each is not kept]

    def worth(self, each: Mapping[str, Any]) -> Fraction:
        """What a charge comes to by itself."""
        year, code = self.places[each["first"]].year, each["code"]
        if each["kind"] == "FIXED_SUM_INCIDENT":
            return self.fixed(code, year)
        if each["kind"] == "UNAVAILABLE_PLACES":
            days = len(list(self.charged_days(each)))
            return Fraction(each["number"] * days) * self.weight(code) * self.use(each) * self.day_price(year)
        if each["kind"] == "UNAUTHORISED_DOUBLING":
            nights = (each["last"] - each["first"]).days + 1
            return Fraction(each["number"] * nights) * self.price(self.row(self.terms["doubling"], code), "pence", year)
        return self.bare_points(code, each["count"]) * self.price(self.scale(code), "pence_a_point", year)
