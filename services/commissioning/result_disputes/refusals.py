"""What is said when a figure cannot be contested."""

from noms.chassis.refusals import Refusal
from services.commissioning.result_disputes.rules import DisputeObjection


class ResultSuperseded(Refusal):
    """The figure belongs to a version of the period that another has followed."""

    code = "result_superseded"
    title = "The period was computed again since: contest the figure of its latest version."


class ResultContestedAlready(Refusal):
    """Another contest of the figure is open."""

    code = "result_contested_already"
    title = "This figure is contested already, and the contest is not decided."


_REFUSALS = {
    DisputeObjection.SUPERSEDED: ResultSuperseded,
    DisputeObjection.CONTESTED_ALREADY: ResultContestedAlready,
}


def refuse(objection: DisputeObjection | None) -> None:
    """Refuse the contest when something stands against it."""
    if objection is not None:
        raise _REFUSALS[objection]
