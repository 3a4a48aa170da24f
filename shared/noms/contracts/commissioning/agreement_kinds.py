"""What an agreement is: by which instrument, in which direction, in which state, and for which party somebody signs."""

from enum import StrEnum


class AgreementInstrument(StrEnum):
    """What binds the provider. An SLA with a public body cannot be enforced in court; a contract can."""

    SLA = "SLA"
    CONTRACT = "CONTRACT"


class AgreementDirection(StrEnum):
    """Which side NOMS stands on."""

    OUTBOUND = "outbound"
    """NOMS or one of its offices buys."""
    INBOUND = "inbound"
    """Somebody else buys from NOMS: places for children, or for people detained for immigration control."""


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED_BY_COMMISSIONER = "signed_by_commissioner"
    SIGNED_BY_PROVIDER = "signed_by_provider"
    SIGNED = "signed"
    LIVE = "live"
    SUSPENDED = "suspended"
    EXPIRING = "expiring"
    """In force, and nobody will extend it."""
    ENDED = "ended"
    TERMINATED = "terminated"


class Party(StrEnum):
    """The two who sign."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
