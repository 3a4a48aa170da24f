"""The register of organisations: what each is, its identifiers, whom it hung on, and who came before and after it."""

from pydantic import Field

from noms.contracts.commissioning.organisations import SourceDate
from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Words


class IdentifierView(View):
    """One identifier of an organisation."""

    scheme: Code = Field(
        description="GB-COH is Companies House, GB-CHC the Charity Commission; schemes that begin with XI are private to this"
        " service (XI-NOMS, XI-NOMIS, XI-PRISON, XI-DELIUS)."
    )
    identifier: Code
    source: Words


class ParentView(View):
    """Another organisation that this one hung on, and when; a day that no source gives is absent."""

    id: Code
    name: Line
    relation: Line = Field(
        description="part_of; run_by, for a prison under contract; operated_by, for a company founded for one contract."
    )
    valid_from: Day | None
    valid_to: Day | None
    dates_estimated: Flag = Field(description="A date is a working assumption and not a historical fact.")
    source: Words


class OrganisationView(View):
    """One organisation of the register."""

    id: Code = Field(description="Scheme and first identifier, such as GB-COH-02984969 or XI-NOMS-TRUST-LDN.")
    scheme: Code
    identifier: Code
    kind: Line
    roles: list[Line] = Field(description="commissioner, provider, both or neither.")
    name: Line
    region_code: Code | None
    valid_from: SourceDate | None = Field(description="As precise as its source; absent for what is older than the sources.")
    valid_to: SourceDate | None = Field(description="Its last day, or the month or year in which it ended.")
    dates_estimated: Flag = Field(description="A date is a working assumption and not a historical fact.")
    general_knowledge: Flag = Field(description="A part of the row is general knowledge, without a document.")
    existence: Line | None = Field(
        description="in_being, not_in_being, or undetermined inside the month or year in which it began or ended; absent"
        " without a day."
    )
    identifiers: list[IdentifierView]
    parents: list[ParentView] = Field(description="On the day asked for, or all that there have been.")
    source: Words


class OrganisationList(View):
    """The organisations in being on a day, or possibly so, or all that there have been."""

    on: Day | None
    counts: list["KindCount"] = Field(description="How many of each kind were certainly in being.")
    data: list[OrganisationView]


class KindCount(View):
    """How many organisations of one kind are listed."""

    kind: Line
    organisations: Count


class LineageStep(View):
    """An organisation that came before or after."""

    id: Code
    name: Line
    kind: Line
    distance: Count = Field(description="1 for a direct predecessor or successor, 2 for one of theirs, and so on.")
    predecessor: Code
    successor: Code
    happened: SourceDate | None = Field(description="When the successor took over; absent where no source says.")
    dates_estimated: Flag = Field(description="The date is a working assumption and not a historical fact.")
    source: Words


class LineageView(View):
    """Everybody whose place an organisation took, and everybody who took its place, the nearest first."""

    id: Code
    name: Line
    kind: Line
    predecessors: list[LineageStep]
    successors: list[LineageStep]
