"""The parties of a text as they were offered, each held against the register."""

from collections.abc import Iterable, Sequence
from datetime import date

from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.text_views import PartyView
from noms.contracts.commissioning.texts import BodyKind, NewParty
from noms.contracts.problems import FieldError
from noms.reference.organisations import Scheme
from noms.reference.register import load_organisations
from services.commissioning.parties.rules import BODIES, BODY_OF, may_be
from services.commissioning.responsibilities.queries import provider_on


def read_parties(offered: Sequence[NewParty], *, from_day: date, text_number: int, pointer: str = "/parties") -> list[PartyView]:
    """The parties that were offered, each with its days, and known to be the body that it is said to be.

    Raises:
        Invalid: a party that the lists know as another body, or a public body that they do not know.

    """
    if faults := [fault for at, party in enumerate(offered) for fault in _another_body(party, from_day, f"{pointer}/{at}")]:
        raise Invalid(errors=faults)
    return [
        PartyView.model_validate({**party.model_dump(), "from_day": party.from_day or from_day, "text_number": text_number})
        for party in offered
    ]


def body_of(code: str, day: date) -> BodyKind | None:
    """What kind of body bears the code on the day: a prison, a board or trust, or another of the register; or nobody known."""
    try:
        return BODY_OF[provider_on(code, day).service_class]
    except NotFound:
        ids = {f"{scheme}-{code}" for scheme in (Scheme.NOMS, Scheme.COMPANIES_HOUSE, Scheme.CHARITY_COMMISSION)}
        known = next((each for each in load_organisations() if each.id in ids), None)
        return BODIES.get(known.kind, BodyKind.PUBLIC_BODY) if known else None


def _another_body(party: NewParty, from_day: date, pointer: str) -> Iterable[FieldError]:
    known = body_of(party.organisation, party.from_day or from_day)
    if may_be(party.body, known):
        return
    if known is None:
        message = "No list knows this organisation: whom none knows is a company or a voluntary body."
        yield FieldError(pointer=f"{pointer}/organisation", code="unknown_organisation", message=message)
    else:
        message = f"The register knows this organisation as {known.value}: see /v1/organisations."
        yield FieldError(pointer=f"{pointer}/body", code="another_body", message=message)
