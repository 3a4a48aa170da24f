"""Where a person can be, why they may be away for a while, and who bought the place in which they are held."""

from enum import StrEnum


class AbsenceReason(StrEnum):
    """Why a person is out of the establishment that still holds them.

    `CRT` is NOMIS movement type CRT, the others are its type TAP. House rule: 0088 (the codes of the four licences and of
    hospital are ours; the licences are those of PSO 6300).
    """

    COURT = "CRT"
    RESETTLEMENT_DAY_RELEASE = "RDR"
    RESETTLEMENT_OVERNIGHT_RELEASE = "ROR"
    CHILDCARE_RESETTLEMENT_LICENCE = "CRL"
    SPECIAL_PURPOSE_LICENCE = "SPL"
    OUTSIDE_HOSPITAL = "OHSP"


class LedgerReason(StrEnum):
    """Why a line stands that nobody gave a reason of the trade for."""

    BY_FILE = "FILE"
    """The location file of a night says where the person is, and not why."""
    WITHDRAWN = "VOID"
    """A correction says that nothing of the sort happened."""


class TransferReason(StrEnum):
    """Why a person was moved on. Source: NOMIS movement reasons, type TRN (hmpps prison API, R__1_13__MOVEMENT_REASONS.sql)."""

    NORMAL = "NOTR"
    OVERCROWDING_DRAFT = "OVCROW"
    PROGRAMME_ATTENDANCE = "PROAT"
    SECURITY = "SEC"
    MEDICAL = "MED"
    COMPASSIONATE = "COMP"
    PRE_RELEASE_EMPLOYMENT = "PRES"
    ACCUMULATED_VISITS = "ACCVISIT"
    LIE_DOWN = "28"
    APPEALS = "APPEALS"
    PRODUCTION = "PROD"
    OTHER = "OTHER"


class Presence(StrEnum):
    """Where a person is, as the last movement left them."""

    NOT_RECEIVED = "not_received"
    IN_ESTABLISHMENT = "in_establishment"
    AT_COURT = "at_court"
    ON_TEMPORARY_RELEASE = "on_temporary_release"
    IN_HOSPITAL = "in_hospital"
    UNLAWFULLY_AT_LARGE = "unlawfully_at_large"
    RELEASED = "released"
    DIED = "died"


class PlacingBody(StrEnum):
    """Who commissions the place in which a person is held."""

    NOMS = "NOMS"
    YOUTH_JUSTICE_BOARD = "YJB"
    BORDER_AGENCY = "UKBA"
    """The Border Agency, and on earlier days the bodies that became it."""
