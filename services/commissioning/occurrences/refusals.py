"""What the purchaser's side is told when something cannot be classified, moved, or classified anew."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.occurrences.rules import OccurrenceObjection


class ProviderClassifies(Refusal):
    """Whoever delivers the agreement classifies what happened under it."""

    code = "provider_classifies"
    title = "The provider does not classify what happens under its own agreement."


class NeverInForce(Refusal):
    """The agreement has not come into force."""

    code = "agreement_never_in_force"
    title = "Nothing can happen under an agreement that has not come into force."


class InTheFuture(Refusal):
    """A day has not come."""

    code = "occurrence_in_the_future"
    title = "What has not happened yet cannot be classified: only places that were called off may end on a day to come."


class FoundBeforeItHappened(Refusal):
    """It was found on an earlier day than it happened."""

    code = "found_before_it_happened"
    title = "It cannot have been found before it happened."


class EndsBeforeItBegan(Refusal):
    """The last day lies before the first."""

    code = "occurrence_ends_before_it_began"
    title = "Its last day lies before the day on which it happened."


class OutsideTheAgreement(Refusal):
    """A day lies before the first or after the last day of the agreement."""

    code = "occurrence_outside_the_agreement"
    title = "It did not happen within the days of the agreement."


class NoPlaces(Refusal):
    """The kind is about places, and none are given."""

    code = "no_places"
    title = "Say how many places it concerns."


class NothingCounted(Refusal):
    """It counts nothing."""

    code = "nothing_counted"
    title = "What counts nothing is overturned or excused, not classified."


class TooMany(Refusal):
    """It counts more than one occurrence can."""

    code = "too_many_counted"
    title = "One occurrence counts a thousand failures at most: record what happened apart."


class TooManyPlaces(Refusal):
    """There are not so many places under the payment terms."""

    code = "too_many_places"
    title = "The payment terms in force on its first day do not have so many places."


class NoSuchCause(Refusal):
    """The payment terms name other causes, or none."""

    code = "no_such_cause"
    title = "The payment terms in force on its first day name no such excusing cause."


class OneIncident(Refusal):
    """An incident with a fixed sum is counted more or less than once."""

    code = "one_incident"
    title = "An incident counts once, however many people took part: record each incident for itself."


class NamesAPerson(Refusal):
    """A number that stands for a person is in the text."""

    code = "names_a_person"
    title = "The text holds a number that stands for a person: leave it out, the events lead to the record."


class AlreadyRecorded(Refusal):
    """An event was classified under this kind and code before."""

    code = "already_recorded"
    title = "One of these events has been classified under this kind and code of the agreement already."


class MoveNotAllowed(Refusal):
    """The occurrence stands in a state from which it cannot go there."""

    code = "occurrence_move_not_allowed"
    title = "The occurrence cannot go to that state from the one in which it stands."


class OfTheContest(Refusal):
    """Somebody contests it: only the contest takes it there and away."""

    code = "of_the_contest"
    title = "What is disputed is for the contest: only raising one, deciding it or withdrawing it changes that."


class CauseOfAnExcuse(Refusal):
    """An excuse comes without its cause, or a cause without an excuse."""

    code = "cause_of_an_excuse"
    title = "Name the excusing cause of the payment terms when something is excused, and only then."


class NotToBeReclassified(Refusal):
    """It has been confirmed, overturned or excused."""

    code = "not_to_be_reclassified"
    title = "Only what is classified or held can be classified anew."


class NothingChanges(Refusal):
    """The new classification says what the old one says."""

    code = "classification_unchanged"
    title = "The new classification says what the present one says."


REFUSALS: Mapping[OccurrenceObjection, type[Refusal]] = MappingProxyType(
    {
        OccurrenceObjection.PROVIDER_CLASSIFIES: ProviderClassifies,
        OccurrenceObjection.NEVER_IN_FORCE: NeverInForce,
        OccurrenceObjection.IN_THE_FUTURE: InTheFuture,
        OccurrenceObjection.FOUND_BEFORE_IT_HAPPENED: FoundBeforeItHappened,
        OccurrenceObjection.ENDS_BEFORE_IT_BEGAN: EndsBeforeItBegan,
        OccurrenceObjection.OUTSIDE_THE_AGREEMENT: OutsideTheAgreement,
        OccurrenceObjection.NO_PLACES: NoPlaces,
        OccurrenceObjection.NOTHING_COUNTED: NothingCounted,
        OccurrenceObjection.TOO_MANY: TooMany,
        OccurrenceObjection.TOO_MANY_PLACES: TooManyPlaces,
        OccurrenceObjection.NO_SUCH_CAUSE: NoSuchCause,
        OccurrenceObjection.ONE_INCIDENT: OneIncident,
        OccurrenceObjection.NAMES_A_PERSON: NamesAPerson,
        OccurrenceObjection.MOVE_NOT_ALLOWED: MoveNotAllowed,
        OccurrenceObjection.OF_THE_CONTEST: OfTheContest,
        OccurrenceObjection.CAUSE_OF_AN_EXCUSE: CauseOfAnExcuse,
        OccurrenceObjection.NOT_TO_BE_RECLASSIFIED: NotToBeReclassified,
        OccurrenceObjection.NOTHING_CHANGES: NothingChanges,
    }
)


def refuse(objection: OccurrenceObjection | None) -> None:
    """Refuse the act when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
