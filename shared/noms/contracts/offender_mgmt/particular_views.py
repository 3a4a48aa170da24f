"""How the particulars of a person are told."""

from uuid import UUID

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.particulars import (
    AddressKind,
    AddressStatus,
    ContactKind,
    DisabilityKind,
    LanguageCode,
    LanguageSkill,
)
from noms.contracts.offender_mgmt.persons import Sex
from noms.contracts.wire import Day, Flag, Instant, Line, View, Words


class ParticularView(View):
    """Since when it was so, since when it is known, by whom, and what it corrected."""

    starts_on: Day
    ends_on: Day | None
    supersedes: UUID | None
    recorded_at: Instant
    recorded_by: Line


class AliasView(ParticularView):
    """A name that the person goes or went by."""

    alias_id: UUID
    forename: Line
    middle_names: Line | None
    surname: Line
    date_of_birth: Day | None
    sex: Sex | None


class AddressView(ParticularView):
    """Where the person lives or lived; without lines where they have no fixed abode."""

    address_id: UUID
    status: AddressStatus
    kind: AddressKind
    lines: list[Line]
    postcode: Line | None


class SpokenLanguageView(ParticularView):
    """A language of the person."""

    spoken_language_id: UUID
    language_code: LanguageCode
    skill: LanguageSkill
    interpreter_needed: Flag


class DisabilityView(ParticularView):
    """A disability, and what is provided for it."""

    disability_id: UUID
    kind: DisabilityKind
    provisions: list[Line]
    notes: Words | None


class PersonalContactView(ParticularView):
    """Somebody close to the person."""

    personal_contact_id: UUID
    name: Line
    relation: Line
    kinds: list[ContactKind]
    telephone: Line | None
    lines: list[Line]
    postcode: Line | None
    notes: Words | None


class ParticularsView(View):
    """Everything that stands of a person's particulars, the newest first."""

    crn: Crn
    aliases: list[AliasView]
    addresses: list[AddressView]
    languages: list[SpokenLanguageView]
    disabilities: list[DisabilityView]
    personal_contacts: list[PersonalContactView]
