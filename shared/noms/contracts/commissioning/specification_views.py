"""Specifications as they are read: each version, the list, and whether somebody may be awarded one."""

from pydantic import Field

from noms.contracts.commissioning.specifications import Eligibility, SpecificationState, UnitOfOutput
from noms.contracts.wire import Code, Day, Flag, Instant, Line, View, Words


class SpecificationVersionView(View):
    """One version of a specification."""

    code: Code
    version: int = Field(ge=1)
    state: SpecificationState
    title: Line
    outputs: list[Line]
    minimum_standard: Words
    mandatory_references: list[Line]
    unit_of_output: UnitOfOutput
    cost_driver: Line
    eligibility: Eligibility
    restricted_probation_provision: Flag
    assumed: Flag
    source: Words
    in_force_from: Day | None
    in_force_to: Day | None
    drafted_at: Instant
    published_at: Instant | None
    archived_at: Instant | None
    archived_because: Words | None


class SpecificationList(View):
    """The versions in force on a day, or every version that there has been, by code."""

    on: Day | None
    data: list[SpecificationVersionView]


class EligibilityAnswer(View):
    """Whether somebody may be referred to a service, and what stands against it."""

    code: Code
    version: int = Field(ge=1)
    on: Day
    eligible: Flag
    because: list[Line] = Field(description="What stands against it; empty when nothing does.")
