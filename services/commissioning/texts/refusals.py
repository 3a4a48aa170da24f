"""What is told when a text says what it may not."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.texts.rules import TextObjection


class VersionsOverlap(Refusal):
    """In one text, a line (a specification for a place), a party or a measure stands twice on some of the same days."""

    code = "versions_overlap"
    title = "Two versions of one line, party or measure share a day."


class OutsideTheTerm(Refusal):
    """A line or a party begins or ends outside the days of the agreement."""

    code = "outside_the_term"
    title = "A line or a party lies outside the days of the agreement, or ends before it starts."


class SharesAboveTheWhole(Refusal):
    """On some day the shares of a consortium, or those of subcontractors, come to more than 100 %."""

    code = "shares_above_the_whole"
    title = "On some day shares come to more than 100 %."


class ConsortiumNotWhole(Refusal):
    """On some day the shares of prime and members do not come to exactly 100 %."""

    code = "consortium_not_whole"
    title = "On every day the shares of a consortium must come to exactly 100 %."


class NotOnePrime(Refusal):
    """On some day a consortium has two primes, or members without one to answer for them."""

    code = "not_one_prime"
    title = "On every day a consortium has exactly one prime."


class BuysFromItself(Refusal):
    """The commissioner is also prime, member, subcontractor or guarantor."""

    code = "buys_from_itself"
    title = "The commissioner cannot be any other party of its agreement."


class TwoBodiesOfOne(Refusal):
    """One organisation is told as two kinds of body on the same day."""

    code = "two_bodies_of_one"
    title = "One organisation is one kind of body, in whatever roles."


class RestrictedProvision(Refusal):
    """Assistance to courts was awarded to a body that is neither a probation trust nor another public body."""

    code = "restricted_provision"
    title = (
        "Assistance to courts may be provided only by a probation trust or another public body: Offender Management Act 2007 s.4."
    )


class NothingIsBought(Refusal):
    """No line reaches to the last day."""

    code = "nothing_is_bought"
    title = "An agreement needs at least one line to its last day."


class OptionsOutOfOrder(Refusal):
    """An option reaches no further than what is before it, or its deadline lies after that has run out."""

    code = "options_out_of_order"
    title = "Each option must reach further than the one before, and be used before that has run out."


class NotAtTheTurnOfTheYear(Refusal):
    """The fee, or the volume or price of completions, would change within a contract year, to which it belongs as a whole."""

    code = "not_at_the_turn_of_the_year"
    title = "The fee and completions are paid by the contract year: they change where one begins."


class SpecificationNotInForce(Refusal):
    """A draft, or a version that takes no agreements on the first day of the line."""

    code = "specification_not_in_force"
    title = "On the first day of a line its version of the specification takes no agreements: see /v1/specifications."


class ThresholdsOutOfOrder(Refusal):
    """Floor, target and stretch do not lie in the direction in which the measure improves."""

    code = "thresholds_out_of_order"
    title = "Floor, target and stretch must follow one another as the measure improves; only the stretch may be the target."


class OutlastsItsParties(Refusal):
    """On some day of the term the provider is another body or none, or another office buys from it; `errors` names the last day.

    A prison that changes hands, a board that becomes a trust, a trust that is abolished: the agreement ends before, and
    whoever is responsible then makes another.
    """

    code = "outlasts_its_parties"
    title = "The agreement would outlast its provider, or the office that buys from it: see errors for the last day."


class NotTheProvidersPlace(Refusal):
    """A line is to be delivered where its provider has nothing to sell, such as a cell in somebody else's prison."""

    code = "not_the_providers_place"
    title = "A line is delivered at a place of its provider: see errors."


class UnknownPart(Refusal):
    """The variation names a part that the text does not have."""

    status = 422
    code = "unknown_part"
    title = "The text has no such part on the day: see errors."


REFUSALS: Mapping[TextObjection, type[Refusal]] = MappingProxyType(
    {
        TextObjection.VERSIONS_OVERLAP: VersionsOverlap,
        TextObjection.OUTSIDE_THE_TERM: OutsideTheTerm,
        TextObjection.SHARES_ABOVE_THE_WHOLE: SharesAboveTheWhole,
        TextObjection.CONSORTIUM_NOT_WHOLE: ConsortiumNotWhole,
        TextObjection.NOT_ONE_PRIME: NotOnePrime,
        TextObjection.BUYS_FROM_ITSELF: BuysFromItself,
        TextObjection.TWO_BODIES_OF_ONE: TwoBodiesOfOne,
        TextObjection.RESTRICTED_PROVISION: RestrictedProvision,
        TextObjection.NOTHING_IS_BOUGHT: NothingIsBought,
        TextObjection.OPTIONS_OUT_OF_ORDER: OptionsOutOfOrder,
        TextObjection.NOT_AT_THE_TURN_OF_THE_YEAR: NotAtTheTurnOfTheYear,
    }
)

OF_A_TEXT = (*REFUSALS.values(), SpecificationNotInForce, OutlastsItsParties, NotTheProvidersPlace)
"""Everything that an act which writes a text may be refused for."""

CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {f"agreement_{part}_days_excl": VersionsOverlap for part in ("line", "party", "clause", "fee")}
)


def refuse(objection: TextObjection | None) -> None:
    """Refuse the act when something stands against its text."""
    if objection is not None:
        raise REFUSALS[objection]
