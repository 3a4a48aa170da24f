"""What the rows of payment terms put at stake, seen before anybody signs."""

from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.occurrences import OccurrenceKind, OfferedCount, Places, TermCode
from noms.contracts.commissioning.payment_bases import Exact, Percent, YearNumber
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.worked_example import WORKED_STAKES
from noms.contracts.wire import Count, Flag, Line, Pence, View, Wire, Within


class OccurrenceRate(Wire):
    """How often something is expected in a year, and how large it is each time."""

    kind: OccurrenceKind
    code: TermCode
    a_year: Exact = Field(description="Expected number in a contract year.")
    count: OfferedCount = Field(default="1", description="Failures each time; or the percentage by which a target is missed.")
    places: Places = 0
    days: Annotated[int, Within(1, 366)] = 1
    used: Flag = False


class VolumeOutlook(Wire):
    """Between which numbers the weighted cases of a year are expected, each as likely as the other."""

    from_cases: Exact
    to_cases: Exact


class CohortOutlook(Wire):
    """How likely a cohort is to miss the threshold."""

    code: TermCode
    missed_percent: Percent


class StakesRequest(Wire):
    """Terms to look at before signing, and how often things are expected to happen; a block of years at a time.

    Each contract year is drawn by itself from the seed: asking for the years one by one gives what asking for all of them
    gives, and lets a client show how far it has come.
    """

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [WORKED_STAKES]})

    terms: PaymentTerms
    rates: Annotated[list[OccurrenceRate], Field(max_length=400)] = Field(default=[])
    volume: VolumeOutlook | None = None
    cohorts: Annotated[list[CohortOutlook], Field(max_length=200)] = Field(default=[])
    seed: Count
    runs: Annotated[int, Within(1, 1_000)] = 1_000
    first_year: YearNumber = 1
    years: Annotated[int, Within(1, 10)] = 1


class StakeView(View):
    """What one row of the terms puts at stake in one contract year, in pence taken from the provider; gains are negative."""

    step: Step | None = Field(description="Absent for everything together.")
    code: Line | None
    expected_pence: Pence
    p5_pence: Pence
    p50_pence: Pence
    p95_pence: Pence
    largest_pence: Pence = Field(description="In the worst of the runs.")
    most_pence: Pence | None = Field(description="The most that the terms let it take in the year; absent: they set no limit.")


class YearStakesView(View):
    """One contract year over all runs."""

    contract_year: YearNumber
    annual_fee_pence: Pence
    total: StakeView
    stakes: list[StakeView]


class StakesAnswer(View):
    """What is at stake. The same request gives the same bytes."""

    rule_version: int = Field(ge=1)
    seed: Count
    runs: int = Field(ge=1)
    years: list[YearStakesView]
