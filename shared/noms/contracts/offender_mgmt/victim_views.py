"""The victim contact scheme as the liaison officer reads it, and the little of it that a case file shows."""

from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.victims import ContactKind, Relation
from noms.contracts.wire import Day, Flag, Instant, Line, View, Words


class WishesView(View):
    """What somebody wished from a day on."""

    told_on: Day
    opts_in: Flag
    to_make_representations: Flag
    to_receive_information: Flag


class ContactView(View):
    """One contact."""

    held_on: Day
    kind: ContactKind
    summary: Words


class RepresentationView(View):
    """What a victim asked for."""

    representation_id: UUID
    made_on: Day
    conditions: list[Words]
    reasons: Words


class VictimView(View):
    """Somebody who is contacted, with all that the liaison officer holds of them."""

    victim_id: UUID
    crn: Crn
    name: Line
    relation: Relation
    details: Words
    discretionary_reason: Words | None
    wishes: WishesView | None = Field(description="As they told last; absent until they have answered.")
    contacts: list[ContactView] = Field(description="The newest first.")
    representations: list[RepresentationView] = Field(description="The newest first.")
    offered_in_time: Flag | None = Field(description="Whether the scheme was offered by its last day; absent where none was set.")
    recorded_at: Instant


class SchemeGround(View):
    """A sentence by which the scheme applies."""

    sentenced_on: Day
    offer_by: Day = Field(description="Forty working days after the sentence.")
    source: Line


class VictimContactView(View):
    """Whether the scheme applies to a person's sentences, and who is contacted."""

    crn: Crn
    applies: Flag
    because: list[SchemeGround]
    victims: list[VictimView]


class CaseVictimContact(View):
    """All that a case file shows of victims: that contact is wanted, and which conditions were asked for. Nobody is named."""

    applies: Flag
    conditions_requested: list[Words]
