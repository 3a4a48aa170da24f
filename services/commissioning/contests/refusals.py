"""What a party is told when something cannot be contested, or a contest not be decided or taken back."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.contests.rules import ContestObjection


class NotTheProvider(Refusal):
    """Somebody who sees the agreement without being its provider contests."""

    code = "contested_by_another"
    title = "Only the provider of the agreement contests, and takes a contest back."


class StatementNamesAPerson(Refusal):
    """A number that stands for a person is in the text."""

    code = "statement_names_a_person"
    title = "The text holds a number that stands for a person: leave it out, the events lead to the record."


class ContestedAlready(Refusal):
    """A contest about the same thing is on record."""

    code = "contested_already"
    title = "This has been contested already."


class NotContestable(Refusal):
    """It counts for nothing, or a contest has settled it."""

    code = "not_contestable"
    title = "There is nothing to contest: it does not count, or a contest has settled it."


class TooLate(Refusal):
    """The days to contest are over."""

    code = "contest_too_late"
    title = "The days within which this could be contested are over."


class PartOfWhat(Refusal):
    """A part in pence is disputed of something that has no pence, or fewer."""

    code = "part_of_what"
    title = "Only of a line of a settlement can a part be disputed, and no more pence than the line comes to."


class PlaceOfALine(Refusal):
    """A line of an invoice is named without its place, or something else with one."""

    code = "place_of_a_line"
    title = "Say where on the invoice the line stands, and only then."


class EndedAlready(Refusal):
    """The contest has been decided or taken back."""

    code = "contest_ended_already"
    title = "The contest has ended already."


class ProviderDecides(Refusal):
    """Whoever delivers the agreement decides about its own contest."""

    code = "provider_decides"
    title = "The provider does not decide about its own contest."


class DecidedByTheFirst(Refusal):
    """Whoever classified it, or put the classification right, decides about the contest."""

    code = "decided_by_the_first"
    title = "Whoever classified it does not decide about the contest."


class CountOfAPart(Refusal):
    """Upheld in part without what is left, or the other way round."""

    code = "count_of_a_part"
    title = "Only an occurrence is upheld in part: then say what is left of its count, more than nothing and less than before."


REFUSALS: Mapping[ContestObjection, type[Refusal]] = MappingProxyType(
    {
        ContestObjection.NOT_THE_PROVIDER: NotTheProvider,
        ContestObjection.NAMES_A_PERSON: StatementNamesAPerson,
        ContestObjection.CONTESTED_ALREADY: ContestedAlready,
        ContestObjection.NOT_CONTESTABLE: NotContestable,
        ContestObjection.TOO_LATE: TooLate,
        ContestObjection.PART_OF_WHAT: PartOfWhat,
        ContestObjection.PLACE_OF_A_LINE: PlaceOfALine,
        ContestObjection.ENDED_ALREADY: EndedAlready,
        ContestObjection.PROVIDER_DECIDES: ProviderDecides,
        ContestObjection.DECIDED_BY_THE_FIRST: DecidedByTheFirst,
        ContestObjection.COUNT_OF_A_PART: CountOfAPart,
    }
)


def refuse(objection: ContestObjection | None, *, contest_until: date | None = None) -> None:
    """Refuse the act when something stands against it; who comes too late is told the day on which it ended."""
    if objection is ContestObjection.TOO_LATE:
        raise TooLate(f"This could be contested until {contest_until}.")
    if objection is not None:
        raise REFUSALS[objection]
