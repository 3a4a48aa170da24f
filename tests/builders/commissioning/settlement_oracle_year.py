"""The oracle's months, quarters, years and invoices: the whole agreement from its first day to the day asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from noms.calendar import is_working_day

from .settlement_oracle import DAY, Json, Oracle, day_of, pence

WITH_THE_NEXT_MONTH = {"fixed_sum", "quarter_points", "year_points", "over_the_cap", "volume"}
NO_DEDUCTION = {"base_fee", "additional_places", "volume", "payment_by_results", "deposit"}

Key = tuple[int, int, str, str]
"""Contract year, month, step, row of the terms."""


@dataclass
class Bill:
    """One invoice."""

    net: int
    vat: int
    withheld: int
    pay_by: date


@dataclass
class Found:
    """What the oracle comes to."""

    fee: int = 0
    provisional: bool = False
    lines: dict[Key, int] = field(default_factory=dict)
    points: dict[tuple[int, int, str], Fraction] = field(default_factory=dict)
    """By contract year, month and measure."""
    quarter_points: dict[int, Fraction] = field(default_factory=dict)
    cap: int | None = None
    collected: int = 0
    uncollected: int = 0
    bills: list[Bill] = field(default_factory=list)


class YearOracle(Oracle):
    """Everything that the contract year of the day asked for comes to."""

    def __init__(self, request: Json) -> None:
        super().__init__(request)
        self.months_over = [where for where, days in self.months.items() if days[-1] <= self.through]
        self.points = self.count_points() if self.terms.get("points") else {}
        self.found = Found(fee=self.fee(self.year), provisional=self.index(self.year)[1])

    def settle(self) -> Found:
        """Every month from the first one, and then the invoices; what is kept is what belongs to the year."""
        all_lines: dict[Key, int] = {}
        for year in range(1, self.year + 1):
            cap = self.terms.get("cap_percent_of_fee")
            self.found.cap = None if cap is None else pence(Fraction(cap) * self.fee(year) / 100)
            self.found.collected = self.found.uncollected = 0
            self.found.quarter_points = {}
            for where in self.months_over:
                if where[0] == year:
                    all_lines |= {(*where, step, code): value for step, code, value in self.month(*where)}
        self.found.lines = {key: value for key, value in all_lines.items() if key[0] == self.year}
        self.found.points = {key: value for key, value in self.points.items() if key[0] == self.year}
        self.found.bills = self.bills(all_lines)
        return self.found

    def month(self, year: int, month: int) -> Iterator[tuple[str, str, int]]:
        """The money of one month: step, row of the terms, pence."""
        yield "base_fee", "", self.base_fee(year, month)
        if self.terms.get("availability") and (exact := self.unavailable(year, month)) is not None:
            yield "unavailable_places", "", -pence(exact)
        if (exact := self.rated("ADDITIONAL_PLACES", "additional_places", year, month)) is not None:
            yield "additional_places", "", pence(exact)
        if (exact := self.rated("UNAUTHORISED_DOUBLING", "doubling", year, month)) is not None:
            yield "unauthorised_doubling", "", -pence(exact)
        last = (year, month) == max(where for where in self.months if where[0] == year)
        if last or month in {3, 6, 9, 12}:
            yield from self.quarter(year, (month + 2) // 3, last=last)
        if last and self.terms.get("volume"):
            yield "volume", "", self.volume(year)
        yield from self.cohorts(year, month)

    def quarter(self, year: int, quarter: int, *, last: bool) -> Iterator[tuple[str, str, int]]:
        taken = list(self.sums(year, quarter))
        points = self.terms.get("points") or {}
        if points.get("quarterly"):
            counted = self.counted(year, quarter)
            self.found.quarter_points[quarter] = counted
            taken.append(("quarter_points", "", self.points_pence(points["quarterly"], counted, year, quarter)))
        if last and points.get("annual"):
            taken.append(("year_points", "", self.points_pence(points["annual"], self.counted(year, None), year, None)))
        yield from ((step, code, -value) for step, code, value in taken)
        new = sum(value for _, _, value in taken)
        room = new if self.found.cap is None else max(0, self.found.cap - self.found.collected)
        self.found.collected += min(new, room)
        self.found.uncollected += new - min(new, room)
        if new > room:
            yield "over_the_cap", "", new - room

    def sums(self, year: int, quarter: int) -> Iterator[tuple[str, str, int]]:
        for row in self.terms.get("fixed_sums", []):
            incidents = [
                each
                for each in self.of("FIXED_SUM_INCIDENT")
                if each["code"] == row["code"] and each["occurrence_id"] not in self.spared
                if (self.places[each["first"]].year, self.places[each["first"]].quarter) == (year, quarter)
            ]
            if incidents:
                yield "fixed_sum", row["code"], sum(pence(self.fixed(row["code"], year)) for _ in incidents)

    def counted(self, year: int, quarter: int | None) -> Fraction:
        """The points of a quarter, or of the measures that are assessed by the year."""
        total = Fraction(0)
        for (y, month, code), points in self.points.items():
            annual = self.measure(code).get("assessed") == "year"
            if y == year and annual is (quarter is None) and (quarter is None or (month + 2) // 3 == quarter):
                total += points
        return total

    def points_pence(self, scale: Json, points: Fraction, year: int, quarter: int | None) -> int:
        """A tenth of a tenth of a tenth of a point at a time would be slow: part by part of the excess."""
        (baseline,) = [
            Fraction(row["points"])
            for row in scale["baselines"]
            if row["from_year"] <= year and (row.get("to_year") is None or year <= row["to_year"])
            if quarter is None or row.get("quarter") in {None, quarter}
        ]
        left, charged = points - baseline, Fraction(0)
        for band in scale["bands"]:
            if left > 0:
                width = left if band.get("up_to") is None else Fraction(band["up_to"]) - Fraction(band["above"])
                charged += min(left, width) * Fraction(band["factor"])
                left -= min(left, width)
        return pence(charged * self.price(scale, "pence_a_point", year))

    def volume(self, year: int) -> int:
        """Outside the band at the marginal price; nothing while the volume is not known."""
        clause = self.terms["volume"]
        told = [fact for fact in self.facts.get("volumes", []) if self.places[day_of(fact["on"])].year == year]
        if not told:
            return 0
        cases = sum(Fraction(fact["weighted_cases"]) for fact in told)
        in_force = sum(len(days) for where, days in self.months.items() if where[0] == year)
        expected = Fraction(clause["expected_cases"]) * in_force / self.days_in_year[year]
        low, high = (expected * (1 + sign * Fraction(clause["band_percent"]) / 100) for sign in (-1, 1))
        outside = cases - low if cases < low else cases - high if cases > high else Fraction(0)
        each = self.price(clause, "fee_pence", year) / Fraction(clause["expected_cases"])
        return pence(outside * each * Fraction(clause["marginal_percent"]) / 100)

    def cohorts(self, year: int, month: int) -> Iterator[tuple[str, str, int]]:
        clause = self.terms.get("payment_by_results")
        for cohort in clause["cohorts"] if clause else ():
            if min(day_of(cohort["matures_on"]), self.end) in self.months[year, month]:
                told = [fact for fact in self.facts.get("cohorts", []) if fact["code"] == cohort["code"]]
                yield "payment_by_results", cohort["code"], self.result(clause, cohort, told[0]) if told else 0

    def result(self, clause: Json, cohort: Json, fact: Json) -> int:
        fell, threshold = -Fraction(fact["change_points"]), Fraction(clause["threshold_points"])
        fee = Fraction(self.fee(cohort["fee_year"]))
        if fell < threshold:
            return -pence(fee * Fraction(clause["at_risk_percent"]) / 100)
        rewarded = min(fell, Fraction(clause.get("bonus_up_to_points", "0"))) - threshold
        return pence(max(rewarded, Fraction(0)) * fee * Fraction(clause.get("bonus_percent_a_point", "0")) / 100)

    # Step 15.

    def bills(self, lines: Mapping[Key, int]) -> list[Bill]:
        """All invoices from the first month on; those of the year are kept, and the one that closes the agreement."""
        own: dict[tuple[int, int], list[tuple[Key, int]]] = {where: [] for where in self.months_over}
        closing: list[tuple[Key, int]] = []
        for key, value in lines.items():
            at = self.months_over.index(key[:2]) + (key[2] in WITH_THE_NEXT_MONTH)
            if at < len(self.months_over):
                own[self.months_over[at]].append((key, value))
            elif self.months[self.months_over[-1]][-1] == self.end:
                closing.append((key, value))
        if self.months[self.months_over[-1]][-1] != self.end:
            return [self.bill(own[where], where) for where in self.months_over if where[0] == self.year]
        kept = self.deposit(own) if self.terms.get("final_deposit", True) else 0
        own[self.months_over[-1]].append(((self.year, 0, "deposit", ""), -kept))
        closing.append(((self.year, 0, "deposit", ""), kept))
        return [*(self.bill(own[where], where) for where in self.months_over if where[0] == self.year), self.bill(closing, None)]

    def deposit(self, own: Mapping[tuple[int, int], list[tuple[Key, int]]]) -> int:
        deducted = [-sum(v for key, v in own[where] if key[2] not in NO_DEDUCTION) for where in self.months_over[-6:]]
        return pence(Fraction(sum(deducted), len(deducted)))

    def bill(self, lines: list[tuple[Key, int]], where: tuple[int, int] | None) -> Bill:
        days = self.months[where] if where else self.after_the_end()
        told = [fact for fact in self.facts.get("tax_points", []) if day_of(fact["month_of"]) in set(days)]
        tax_point = day_of(told[0]["tax_point"]) if told else days[-1]
        rate, net = self.vat(tax_point), sum(value for _, value in lines)
        until = self.later(tax_point, self.terms.get("dispute_working_days", 20))
        waits = sum(self.disputed(key, value, until) for key, value in lines if value > 0)
        withheld = waits + pence(waits * rate / 100)
        return Bill(net, pence(net * rate / 100), withheld, self.later(tax_point, self.terms.get("payment_working_days", 20)))

    def after_the_end(self) -> list[date]:
        """The month after the last day, up to the day before the same day of the month that follows."""
        days, first = [self.end + DAY], self.end + DAY
        while True:
            day = days[-1] + DAY
            short = (day + DAY).month != day.month and first.day > day.day and day.month != first.month
            if (day.day == first.day and day.month != first.month) or short:
                return days
            days.append(day)

    def disputed(self, key: Key, value: int, until: date) -> int:
        waits = 0
        for fact in self.facts.get("disputes", []):
            days = self.months.get(key[:2], [])
            same = fact["step"] == key[2] and fact.get("code") in {None, key[3]} and day_of(fact["month_of"]) in days
            if same and day_of(fact["filed_on"]) <= until:
                waits += fact.get("disputed_pence") or abs(value)
        return min(abs(value), waits)

    def vat(self, day: date) -> Fraction:
        """The rate that was in force on the day, as general knowledge has it, or as it is told."""
        if self.terms.get("vat") == "crown_body":
            return Fraction(0)
        known = [(fact["from_day"], fact["percent"]) for fact in self.facts.get("vat_rates", [])]
        told = [
            ("0001-01-01", "15"),
            ("1991-04-01", "17.5"),
            ("2008-12-01", "15"),
            ("2010-01-01", "17.5"),
            ("2011-01-04", "20"),
            *known,
        ]
        return Fraction([percent for first, percent in sorted(told, key=lambda e: e[0]) if first <= day.isoformat()][-1])

    def later(self, day: date, working_days: int) -> date:
        while working_days:
            day += DAY
            working_days -= is_working_day(day)
        return day


def settle_slowly(request: Json) -> Found:
    """What the oracle comes to."""
    return YearOracle(request).settle()
