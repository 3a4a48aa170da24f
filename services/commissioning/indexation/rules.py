"""Step 1: the fee of a contract year after indexation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from noms.contracts.commissioning.settlement_facts import IndexFact
from noms.contracts.commissioning.terms import Indexation
from services.commissioning.prices.rules import ContractYear, share_of, whole_pence
from services.commissioning.workings.rules import exactly


@dataclass(frozen=True)
class Indexed:
    """A contract year's fee after indexation, and the factor that other prices marked as indexed follow."""

    fee_pence: int
    factor: Fraction
    provisional: bool
    working: str


def reference_month(clause: Indexation, year: ContractYear) -> str:
    """The month whose index value counts in a contract year: the last of its name that is over before the year begins."""
    begins = year.starts_on
    calendar_year = begins.year if clause.reference_month < begins.month else begins.year - 1
    return f"{calendar_year:04}-{clause.reference_month:02}"


def published_values(clause: Indexation, facts: Iterable[IndexFact]) -> Mapping[str, Fraction]:
    """The value that counts for each month: the first that was published, or the last where revisions reopen."""
    ordered = sorted((fact for fact in facts if fact.index == clause.index), key=lambda fact: (fact.revision, fact.published_on))
    values: dict[str, Fraction] = {}
    for fact in ordered:
        if clause.revisions_reopen or not fact.revision:
            values[fact.month] = Fraction(fact.value)
    return values | {clause.base_month: Fraction(clause.base_value)}


def indexed_fee(base_pence: int, clause: Indexation | None, year: ContractYear, facts: Iterable[IndexFact]) -> Indexed:
    """Step 1: the fee of a contract year. Without the index value, the last one known counts for the time being.

    A year whose month lies before the price base pays the price of the base: nothing is indexed backwards.
    House rule: 0157 (provisional lines, replaced by an adjustment when the value is published).
    """
    if clause is None:
        return Indexed(base_pence, Fraction(1), provisional=False, working=f"{base_pence}p, not indexed")
    wanted = reference_month(clause, year)
    if wanted < clause.base_month:
        return Indexed(base_pence, Fraction(1), provisional=False, working=f"{base_pence}p, priced at {clause.base_month}")
    values = published_values(clause, facts)
    month = wanted if wanted in values else max((m for m in values if m < wanted), default=clause.base_month)
    share, base = share_of(clause.indexed_share_percent), Fraction(clause.base_value)
    factor = 1 - share + share * values[month] / base
    waits = "" if month == wanted else f"; {clause.index} of {wanted} is not published yet, provisional"
    ratio = f"{exactly(1 - share)} + {exactly(share)} x {exactly(values[month])}/{exactly(base)}"
    told = f"{base_pence}p x ({ratio}), {clause.index} of {month}{waits}"
    return Indexed(whole_pence(base_pence * factor), factor, provisional=month != wanted, working=told)
