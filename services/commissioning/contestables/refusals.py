"""What the purchaser is told when a contest cannot be upheld."""

from noms.chassis.refusals import Refusal


class UpheldMovesNothing(Refusal):
    """A line that deducts nothing would be upheld, or one of an invoice of which as much would be withheld as before."""

    code = "upheld_moves_nothing"
    title = (
        "Upholding this would move no money: put right what the line rests on, the occurrence, the figure or what was in place, "
        "and decide then."
    )
