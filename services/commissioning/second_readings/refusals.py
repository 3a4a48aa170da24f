"""What somebody is told when a sample cannot be drawn, or a second reading not be given."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.second_readings.rules import ReadingObjection


class SampleEndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    code = "sample_ends_before_it_starts"
    title = "The days to sample end before they start."


class NothingToRead(Refusal):
    """Nothing was classified on these days."""

    code = "nothing_to_read"
    title = "Nothing was classified under the agreement on these days."


class ProviderReads(Refusal):
    """Whoever delivers the agreement gives a second reading."""

    code = "provider_reads"
    title = "The provider gives no second reading: it may contest what was classified."


class ReadByTheFirst(Refusal):
    """The first reader reads again."""

    code = "read_by_the_first"
    title = "A second reading is given by somebody else than whoever classified."


class HalfAJudgement(Refusal):
    """A kind comes without a code, or a code without a kind."""

    code = "half_a_judgement"
    title = "Name both the kind and the code that it falls under, or neither when it falls under nothing."


class ReadBefore(Refusal):
    """The occurrence has had its second reading in this sample."""

    code = "read_before"
    title = "This occurrence has had its second reading in this sample."


REFUSALS: Mapping[ReadingObjection, type[Refusal]] = MappingProxyType(
    {
        ReadingObjection.ENDS_BEFORE_IT_STARTS: SampleEndsBeforeItStarts,
        ReadingObjection.NOTHING_TO_READ: NothingToRead,
        ReadingObjection.READ_BY_THE_FIRST: ReadByTheFirst,
        ReadingObjection.HALF_A_JUDGEMENT: HalfAJudgement,
    }
)


def refuse(objection: ReadingObjection | None) -> None:
    """Refuse the act when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
