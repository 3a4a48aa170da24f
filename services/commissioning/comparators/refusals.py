"""What is said when a change of function cannot be recorded."""

from noms.chassis.refusals import Refusal
from services.commissioning.comparators.rules import ChangeObjection


class NotAPrison(Refusal):
    """A probation body is what its statute says."""

    code = "not_a_prison"
    title = "Only a prison changes its function: a probation body is a board or a trust by statute."


class SameFunction(Refusal):
    """Nothing changes."""

    code = "same_function"
    title = "The function before and after is the same."


class ContradictsTheRecord(Refusal):
    """The list, or another change on record, says something else of the days before or after."""

    code = "contradicts_the_record"
    title = "The list or another recorded change says that the provider was for something else before or after that day."


class ChangeInTheFuture(Refusal):
    """The day has not come."""

    code = "change_in_the_future"
    title = "A change of function is recorded when its day has come."


class ChangeBeforeNoms(Refusal):
    """The day lies before there was a National Offender Management Service."""

    code = "change_before_noms"
    title = "No change of function before 1 June 2004 is recorded, when NOMS began."


class AnotherOfficesPrison(Refusal):
    """Another office purchased from the prison on that day."""

    code = "another_offices_prison"
    title = "Only the office that purchases from the prison on that day, or the agency, says that it changed its function."


class ChangeOnRecord(Refusal):
    """A change of this provider on this day is on record already."""

    code = "change_on_record"
    title = "A change of this provider on this day is on record already."


_REFUSALS = {
    ChangeObjection.NOT_A_PRISON: NotAPrison,
    ChangeObjection.SAME_FUNCTION: SameFunction,
    ChangeObjection.CONTRADICTS_THE_RECORD: ContradictsTheRecord,
    ChangeObjection.IN_THE_FUTURE: ChangeInTheFuture,
    ChangeObjection.BEFORE_NOMS: ChangeBeforeNoms,
    ChangeObjection.ANOTHER_OFFICES_PRISON: AnotherOfficesPrison,
}


def refuse(objection: ChangeObjection | None) -> None:
    """Refuse the record when something stands against it."""
    if objection is not None:
        raise _REFUSALS[objection]
