"""How the classifications of each controller stood up to the contests raised about them."""

from pydantic import Field

from noms.contracts.wire import Count, Line, Ratio, View


class OverturnedShare(View):
    """How the classifications of one controller stood up to contests raised on these days."""

    controller: Line
    classified: Count = Field(description="Occurrences that they classified on these days.")
    contested: Count
    decided: Count
    upheld: Count = Field(description="Overturned: the provider was right.")
    partly: Count
    rejected: Count
    withdrawn: Count
    share_overturned: Ratio | None = Field(description="Upheld and partly upheld of those decided; absent when none is decided.")
    share_overturned_exact: Line | None = Field(description="The same as an exact fraction.")


class OverturnedShares(View):
    """One line for each controller, by name."""

    data: list[OverturnedShare]
