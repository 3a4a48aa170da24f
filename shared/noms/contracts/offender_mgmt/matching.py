"""Comparing records: who might be the same person, the terms of every score, and what a human decided."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.persons import Sex
from noms.contracts.paging import Pagination
from noms.contracts.wire import Day, Instant, Line, View, Wire, Words

Bits = Annotated[float, Field(allow_inf_nan=False, description="Binary logarithm of the odds.")]
Several = Annotated[list[Line], Field(max_length=20)]


class MatchFeature(StrEnum):
    """What a term of the score compares."""

    PRIOR = "prior"
    NAME = "name"
    MIDDLE_NAME = "middle_name"
    DATE_OF_BIRTH = "date_of_birth"
    POSTCODE = "postcode"
    PNC_AND_CRO = "pnc_and_cro"
    SENTENCE_DATE = "sentence_date"
    TWINS = "twins"
    MARKER = "marker"


class MatchOutcome(StrEnum):
    """What a score comes to."""

    JOIN = "join"
    ATTENTION = "attention"
    APART = "apart"


class RuleOutcome(StrEnum):
    """What the rule without a score comes to."""

    LINK = "link"
    QUEUE = "queue"
    NONE = "none"


class MatchState(StrEnum):
    """Where a possible match stands."""

    NEEDS_ATTENTION = "needs_attention"
    LINKED = "linked"
    NOT_THE_SAME = "not_the_same"
    TWINS = "twins"


class NameBorne(Wire):
    """Another name of the person, and the date of birth that they gave with it."""

    forename: Line
    surname: Line
    date_of_birth: Day | None = None


class PersonToMatch(Wire):
    """What another system knows of a person; nothing of it is kept."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "forename": "Alex", "surname": "Marlow", "date_of_birth": "1984-03-09", "sex": "male", "pncs": ["02/73319Z"],
                    "noms_number": "A1234AA", "sentenced_on": ["2010-10-04"],
                }
            ]
        }
    )  # fmt: skip

    forename: Line
    middle_names: Line | None = None
    surname: Line
    date_of_birth: Day | None = None
    sex: Sex | None = None
    also_known_as: Annotated[list[NameBorne], Field(max_length=20)] = Field(default=[])
    postcodes: Several = Field(default=[])
    pncs: Several = Field(default=[], description="PNC numbers; one that is nobody's is left out.")
    cros: Several = Field(default=[], description="CRO numbers; one that is nobody's is left out.")
    noms_number: Line | None = Field(default=None, description="The prison number that is to be put on a record.")
    sentenced_on: Annotated[list[Day], Field(max_length=20)] = Field(default=[])


class TermView(View):
    """One term of a score."""

    feature: MatchFeature
    level: Line
    bits: Bits


class CandidateView(View):
    """Somebody within reach who may be the same person; the terms add up to the score."""

    crn: Crn
    forename: Line
    surname: Line
    date_of_birth: Day
    score_bits: Bits
    outcome: MatchOutcome
    terms: list[TermView]


class RuleView(View):
    """What the rule without a score says: link to this record, let a human decide, or nothing."""

    outcome: RuleOutcome
    crn: Crn | None
    reason: Line


class CandidatesFound(View):
    """The candidates, the likeliest first, and what the rule says."""

    data: list[CandidateView]
    rule: RuleView


class DecisionOnMatch(Wire):
    """What a human found out about two records."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"decision": "not_the_same", "reason": "Brothers; fingerprints compared on 4 October."}]}
    )

    decision: Literal[MatchState.LINKED, MatchState.NOT_THE_SAME, MatchState.TWINS]
    reason: Words


class DecisionView(View):
    """A decision, by whom and when; the last one counts."""

    decision: MatchState
    reason: Words
    decided_at: Instant
    decided_by: Line


class MatchView(View):
    """Two records that may be of one person."""

    match_id: UUID
    crn: Crn
    other_crn: Crn
    state: MatchState
    score_bits: Bits
    terms: list[TermView]
    found_at: Instant
    decisions: list[DecisionView]


class MatchList(View):
    """A page of possible matches, the oldest first."""

    data: list[MatchView]
    pagination: Pagination
