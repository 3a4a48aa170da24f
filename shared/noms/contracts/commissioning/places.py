"""The places of one prison, split by who buys them."""

from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementState
from noms.contracts.wire import Code, Count, Day, View


class PlacesBought(View):
    """What one agreement buys of a prison's places on the day."""

    agreement_id: UUID
    direction: AgreementDirection
    commissioner: Code
    provider: Code
    specification: Code
    places: Count
    state: AgreementState


class PlacesOfPrison(View):
    """Who buys the places of a prison on a day, by the agreements in force within reach."""

    establishment: Code
    on: Day
    bought_by_noms: Count = Field(description="Places that NOMS or one of its offices buys there.")
    bought_from_noms: Count = Field(description="Places that others buy from NOMS there.")
    data: list[PlacesBought]
