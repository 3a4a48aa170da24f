"""What is refused about transfers, and which constraints of their table stand for which refusal."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal


class TransferRefused(Refusal):
    """The transfer cannot be asked for: see `errors` for each reason and its field."""

    code = "transfer_refused"
    title = "The transfer cannot be asked for like this: see errors."


class TransferAwaitsAnswer(Refusal):
    """One request of a kind at a time: two receivers could both accept."""

    code = "transfer_awaits_answer"
    title = "A transfer of this case awaits its answer already: withdraw it first."


class DecidedAlready(Refusal):
    """What has been accepted, rejected or withdrawn stays so."""

    code = "transfer_decided_already"
    title = "The transfer has been decided: read it again."


class NotTheReceiver(Refusal):
    """Only the receiver accepts or rejects, and never the one who asked."""

    code = "not_the_receiver"
    title = "Only the receiver of a transfer answers it, and another person than asked for it."


class NotTheSender(Refusal):
    """Only the side that has the case asks for its transfer, and withdraws that."""

    code = "not_the_sender"
    title = "Only the side that has the case asks for its transfer, or withdraws it."


class PersonNotThere(Refusal):
    """A prison takes over a case when the person has arrived."""

    code = "person_not_there"
    title = "The person is not in the prison that was asked: it takes the case when they have arrived."


class PersonIsThere(Refusal):
    """A prison that holds a person cannot refuse the case."""

    code = "person_is_there"
    title = "The person is in this prison: it cannot refuse the case."


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType({"case_transfer_crn_kind_requested_key": TransferAwaitsAnswer})
