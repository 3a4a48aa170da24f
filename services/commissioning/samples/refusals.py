"""What is said when a sample cannot be drawn or a finding not be kept."""

from noms.chassis.refusals import Refusal


class NothingToSample(Refusal):
    """No event stands behind that side of the figure."""

    code = "nothing_to_sample"
    title = "No event stands behind that side of the figure: there is nothing to draw from."


class ExaminedAlready(Refusal):
    """A finding about one of the events is on record."""

    code = "examined_already"
    title = "One of these events was examined already: what was found is not changed, draw another sample."
