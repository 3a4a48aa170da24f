"""What is believed now: put in order, sorted by what of the payment terms it bears on, and given its fingerprint."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import itemgetter
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.commissioning.settlement_facts import (
    CohortFact,
    DisputeFact,
    IndexFact,
    OutturnFact,
    SettlementFacts,
    TaxPointFact,
    VatRateFact,
    VolumeFact,
)
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.wire import Wire
from services.commissioning.availability.rules import Stay
from services.commissioning.beliefs.rules import COUNTS, Believed, Happened, one_event

K = OccurrenceKind
_FLAGS = ("0", "1")


@dataclass(frozen=True)
class Facts:
    """What is believed now, in whatever order it came."""

    occurrences: Sequence[Happened] = ()
    index_values: Sequence[IndexFact] = ()
    outturns: Sequence[OutturnFact] = ()
    volumes: Sequence[VolumeFact] = ()
    cohorts: Sequence[CohortFact] = ()
    vat_rates: Sequence[VatRateFact] = ()
    tax_points: Sequence[TaxPointFact] = ()
    disputes: Sequence[DisputeFact] = ()

    @classmethod
    def of(cls, told: SettlementFacts) -> "Facts":
        """Read the facts of a request."""
        first = one_event(
            [
                (f.occurrence_id, f.same_event_as, f.event_ids)
                for f in told.occurrences
                if f.state is not OccurrenceState.OVERTURNED
            ]
        )
        happened = [
            replace(each, same_event_as=first.get(each.occurrence_id, each.same_event_as))
            for each in map(Believed.of, told.occurrences)
        ]
        return cls(
            happened, told.index_values, told.outturns, told.volumes, told.cohorts, told.vat_rates, told.tax_points, told.disputes
        )

    @cached_property
    def records(self) -> Sequence[tuple[str, Happened]]:
        """Every occurrence with all that a settlement looks at in one line of text, by the day on which it happened."""
        return sorted(((_record(each), each) for each in self.occurrences), key=itemgetter(0))

    @property
    def others(self) -> Iterable[tuple[str, Sequence[Wire]]]:
        """Every fact that is no occurrence, by its name."""
        yield from (
            ("index_values", self.index_values), ("outturns", self.outturns), ("volumes", self.volumes),
            ("cohorts", self.cohorts), ("vat_rates", self.vat_rates), ("tax_points", self.tax_points),
            ("disputes", self.disputes),
        )  # fmt: skip


def _record(each: Happened) -> str:
    """All that a settlement looks at, in ten words that sort by day and then by occurrence."""
    failures, parts = each.count.as_integer_ratio()
    when, whose = each.occurred_on.isoformat(), f"{each.occurrence_id.int:032x}"
    told = " ".join((when, whose, each.kind, each.state, each.code))  # noqa: FLY002 - a national year joins fifty thousand
    return f"{told} {each.ended_on} {each.places} {_FLAGS[each.used]} {failures}/{parts} {each.same_event_as}"


def inputs_hash(rule_version: int, terms: PaymentTerms, facts: Facts, through: date) -> str:
    """The fingerprint of everything that a settlement was computed from: same inputs, whatever their order, same bytes."""
    others = {name: sorted(fact.model_dump_json() for fact in told) for name, told in facts.others}
    rest = {"rule_version": rule_version, "through": through.isoformat(), "terms": terms.model_dump(mode="json"), **others}
    happened = "\n".join([record for record, _ in facts.records])
    return hashlib.sha256(f"{json.dumps(rest, sort_keys=True)}\n{happened}".encode()).hexdigest()


@dataclass(frozen=True)
class Sorted:
    """The occurrences by what they bear on; what counts no more, or not yet, is left out save for points, which tell of it."""

    stays: Mapping[OccurrenceKind, Sequence[Stay]]
    incidents: Sequence[Happened]
    failures: Sequence[Happened]
    priced: Sequence[Happened]
    unpriced: tuple[UUID, ...]
    """What no row of the terms prices, or what lies outside the agreement's days."""


def codes_of(terms: PaymentTerms) -> Mapping[OccurrenceKind, frozenset[str]]:
    """The codes that each kind of occurrence may bear under these terms."""
    return {
        K.UNAVAILABLE_PLACES: frozenset(each.code for each in terms.availability.criteria) if terms.availability else frozenset(),
        K.ADDITIONAL_PLACES: frozenset(each.code for each in terms.additional_places),
        K.UNAUTHORISED_DOUBLING: frozenset(each.code for each in terms.doubling),
        K.FIXED_SUM_INCIDENT: frozenset(each.code for each in terms.fixed_sums),
        K.PERFORMANCE_FAILURE: frozenset(each.code for each in terms.points.measures) if terms.points else frozenset(),
    }


def stay_of(each: Happened) -> Stay:
    """The places and days of an occurrence; without a last day it was over the same day."""
    disputed = each.state is OccurrenceState.DISPUTED
    return Stay(
        each.occurrence_id, each.code, each.occurred_on, each.ended_on or each.occurred_on, each.places, each.used, disputed
    )


def sort_facts(terms: PaymentTerms, facts: Facts) -> Sorted:
    """Tell apart what happened, by the part of the terms that it falls under."""
    stays: dict[OccurrenceKind, list[Stay]] = defaultdict(list)
    incidents: list[Happened] = []
    failures: list[Happened] = []
    priced: list[Happened] = []
    unpriced = []
    codes = codes_of(terms)
    in_points, first, last = codes[K.PERFORMANCE_FAILURE], terms.commenced_on, terms.ends_on
    for _, each in facts.records:
        known = in_points if each.kind is K.PERFORMANCE_FAILURE else codes[each.kind]
        if each.code not in known or not first <= each.occurred_on <= last:
            unpriced.append(each.occurrence_id)
            continue
        priced.append(each)
        if each.kind is K.PERFORMANCE_FAILURE:
            failures.append(each)
        elif each.state in COUNTS:
            if each.kind is K.FIXED_SUM_INCIDENT:
                incidents.append(each)
            else:
                stays[each.kind].append(stay_of(each))
    return Sorted(stays, incidents, failures, priced, tuple(unpriced))
