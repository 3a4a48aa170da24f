"""What a party is told when an agreement cannot be moved."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.agreements.refusals import CONSTRAINTS as OF_AGREEMENTS
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.lifecycle.rules import MoveObjection
from services.commissioning.specifications.refusals import CONSTRAINTS as OF_SPECIFICATIONS
from services.commissioning.texts.refusals import CONSTRAINTS as OF_TEXTS


class MoveNotAllowed(Refusal):
    """From the state in which the agreement stands, no such move leads on."""

    code = "move_not_allowed"
    title = "An agreement in this state cannot be moved so: see its moves."


class NoMeasure(Refusal):
    """The agreement has no measure yet."""

    code = "no_measure"
    title = "An agreement needs at least one measure before it is offered."


class NotSignedByBoth(Refusal):
    """A signature is missing."""

    code = "not_signed_by_both"
    title = "Both parties must sign before the agreement comes into force."


class AlreadyLive(Refusal):
    """The agreement is in force."""

    code = "already_live"
    title = "The agreement is in force already."


class BeforeItsFirstDay(Refusal):
    """The first day of the agreement has not come."""

    code = "before_its_first_day"
    title = "The agreement cannot come into force before its first day."


class OutsideItsDays(Refusal):
    """The day is none of the agreement."""

    code = "outside_the_agreements_days"
    title = "The day does not lie between the first and the last day of the agreement."


class NotYet(Refusal):
    """A move is recorded on the day from which it counts or later."""

    code = "not_yet"
    title = "The day has not come, or the last day of the agreement is not over."


class BeforeTheLastMove(Refusal):
    """The day lies before that of the last move: what was known then would be rewritten."""

    code = "before_the_last_move"
    title = "The agreement was moved on a later day already."


class ClauseDoesNotAllow(Refusal):
    """No clause of the text in force on the day, or not the one that was named, lets this happen."""

    code = "clause_does_not_allow"
    title = "The text in force has no such clause, or the clause does not let this happen."


class AlreadySettled(Refusal):
    """A day that would be taken away was settled or computed: one side alone does not undo that."""

    code = "already_settled"
    title = (
        "A later day was settled or computed already: name in `agreed_in` the variation of that day that both have signed for it."
    )


REFUSALS: Mapping[MoveObjection, type[Refusal]] = MappingProxyType(
    {
        MoveObjection.NOT_ALLOWED: MoveNotAllowed,
        MoveObjection.NO_MEASURE: NoMeasure,
        MoveObjection.NOT_SIGNED_BY_BOTH: NotSignedByBoth,
        MoveObjection.ALREADY_LIVE: AlreadyLive,
        MoveObjection.BEFORE_ITS_FIRST_DAY: BeforeItsFirstDay,
        MoveObjection.NOT_THE_COMMISSIONER: NotTheCommissioner,
        MoveObjection.OUTSIDE_ITS_DAYS: OutsideItsDays,
        MoveObjection.NOT_YET: NotYet,
        MoveObjection.BEFORE_THE_LAST_MOVE: BeforeTheLastMove,
        MoveObjection.CLAUSE_DOES_NOT_ALLOW: ClauseDoesNotAllow,
        MoveObjection.ALREADY_SETTLED: AlreadySettled,
    }
)

OF_A_MOVE = (MoveNotAllowed, NotTheCommissioner, OutsideItsDays, NotYet, BeforeTheLastMove)


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType({**OF_SPECIFICATIONS, **OF_TEXTS, **OF_AGREEMENTS})
"""Named constraints of the database that stand for refusals of specifications, texts and agreements."""


def refuse(objection: MoveObjection | None) -> None:
    """Refuse the move when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
