"""What is published of agreements: signed, begun, varied, extended, suspended, resumed, ended, terminated."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.commissioning.variations import VariationKind
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line


class AgreementSigned(Event):
    """Both parties have signed: the text is settled."""

    type: ClassVar[str] = "commissioning.agreement.signed"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    signed_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementCommenced(Event):
    """The agreement is in force."""

    type: ClassVar[str] = "commissioning.agreement.commenced"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    starts_on: Day
    ends_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementSuspended(Event):
    """What was agreed rests from a day on."""

    type: ClassVar[str] = "commissioning.agreement.suspended"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    effective_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementResumed(Event):
    """A suspended agreement runs again from a day on."""

    type: ClassVar[str] = "commissioning.agreement.resumed"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    effective_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementEnded(Event):
    """The last day of the agreement has passed."""

    type: ClassVar[str] = "commissioning.agreement.ended"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    effective_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementTerminated(Event):
    """The agreement was ended early; its last day is `effective_on`."""

    type: ClassVar[str] = "commissioning.agreement.terminated"

    agreement_id: UUID
    commissioner: Code
    provider: Code
    effective_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementVaried(Event):
    """The text has changed, by both parties or by notice."""

    type: ClassVar[str] = "commissioning.agreement.varied"

    agreement_id: UUID
    variation_id: UUID
    commissioner: Code
    provider: Code
    kind: VariationKind
    effective_on: Day
    text_number: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class AgreementExtended(Event):
    """An option was used: the agreement ends later."""

    type: ClassVar[str] = "commissioning.agreement.extended"

    agreement_id: UUID
    variation_id: UUID
    commissioner: Code
    provider: Code
    ends_on: Day
    text_number: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
