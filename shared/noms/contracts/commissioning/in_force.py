"""The full text of an agreement on any day, as it was known at any instant."""

from uuid import UUID

from pydantic import Field

from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementInstrument, AgreementState
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.text_views import ClauseView, ExtensionOptionView, LineView, PartyView
from noms.contracts.commissioning.texts import TextCause
from noms.contracts.wire import Code, Day, Instant, Pence, View


class TextVersionView(View):
    """One settled text: what made it, from which day it is in force, and since when it was known."""

    number: int = Field(ge=1)
    cause: TextCause
    in_force_from: Day
    ends_on: Day
    settled_at: Instant
    variation_id: UUID | None


class AgreementText(View):
    """The full text of an agreement in force on a day, as it was known at an instant."""

    id: UUID
    on: Day
    known_at: Instant
    instrument: AgreementInstrument
    direction: AgreementDirection
    commissioner: Code
    provider: Code
    state: AgreementState = Field(description="Where it stood on the day, as was known.")
    starts_on: Day
    ends_on: Day
    text_number: int = Field(ge=1)
    annual_fee_pence: Pence
    lines: list[LineView]
    parties: list[PartyView]
    measures: list[AgreementMeasureView]
    clauses: list[ClauseView]
    extension_options: list[ExtensionOptionView]
    texts: list[TextVersionView] = Field(description="Every text that was settled by then, the first first.")
