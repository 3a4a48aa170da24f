"""What is told when a specification cannot be drafted, published or archived."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.specifications.rules import SpecificationObjection


class SpecificationExists(Refusal):
    """The code is taken."""

    code = "specification_exists"
    title = "There is a specification with this code: draft its next version."


class NotADraft(Refusal):
    """What was published is never published again: whoever wants another text drafts the next version."""

    code = "specification_not_a_draft"
    title = "Only a draft can be published."


class NotPublished(Refusal):
    """Only a version that takes agreements can stop taking them."""

    code = "specification_not_published"
    title = "Only a published version can be archived."


class VersionEndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    code = "specification_ends_before_it_starts"
    title = "The version ends before it starts."


class VersionsOverlap(Refusal):
    """On one of these days another version takes agreements."""

    code = "specification_versions_overlap"
    title = "Another version is in force on some of these days: archive it first, or begin later."


class OutsideItsDays(Refusal):
    """The last day is none of the days for which the version was published."""

    code = "specification_outside_its_days"
    title = "The last day must be one of the days for which the version was published."


class NotTheNationalOffice(Refusal):
    """A region has the same catalogue as every other, and none of them writes it."""

    code = "not_the_national_office"
    title = "Only the agency itself drafts, publishes and archives specifications."


class RestrictionLifted(Refusal):
    """An earlier version is restricted to probation trusts and other public bodies, and this one would not be."""

    code = "restriction_lifted"
    title = "An earlier version is restricted to public bodies by the Offender Management Act 2007 s.4: no later one lifts it."


REFUSALS: Mapping[SpecificationObjection, type[Refusal]] = MappingProxyType(
    {
        SpecificationObjection.NOT_A_DRAFT: NotADraft,
        SpecificationObjection.NOT_PUBLISHED: NotPublished,
        SpecificationObjection.ENDS_BEFORE_IT_STARTS: VersionEndsBeforeItStarts,
        SpecificationObjection.VERSIONS_OVERLAP: VersionsOverlap,
        SpecificationObjection.OUTSIDE_ITS_DAYS: OutsideItsDays,
        SpecificationObjection.NOT_THE_NATIONAL_OFFICE: NotTheNationalOffice,
        SpecificationObjection.RESTRICTION_LIFTED: RestrictionLifted,
    }
)

CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "specification_version_pkey": SpecificationExists,
        "specification_version_code_days_excl": VersionsOverlap,
    }
)
"""Named constraints of the database that stand for refusals of this room."""


def refuse(objection: SpecificationObjection | None) -> None:
    """Refuse the act when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
