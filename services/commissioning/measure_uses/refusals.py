"""What a reader is told who cannot know what nobody uses."""

from noms.chassis.refusals import Refusal


class PartOfTheAgreements(Refusal):
    """Whoever reaches a part of the agreements cannot say that nobody uses a measure."""

    code = "part_of_the_agreements"
    title = "Only somebody who reaches every agreement can tell which measures nobody uses."
