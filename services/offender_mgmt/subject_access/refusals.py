"""What whoever answers a person's request is told when something of it cannot be."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.offender_mgmt.subject_access.rules import Objection


class RequestRefused(Refusal):
    """This cannot be recorded of the request: errors says why."""

    code = "subject_request_refused"
    title = "This cannot be recorded of the request: see errors."


class ExemptAlready(Refusal):
    """An exemption of these records stands on this request."""

    code = "exempt_already"
    title = "These records are exempt from this answer already."


CONSTRAINTS: Mapping[str, type[Refusal]] = {"subject_exemption_request_id_service_kind_key": ExemptAlready}

_WORDS: Mapping[Objection, str] = {
    Objection.IN_THE_FUTURE: "The day is still to come.",
    Objection.BEFORE_THE_ACT: "Section 7 of the Data Protection Act 1998 began later.",
    Objection.BEFORE_BIRTH: "The person was born later.",
    Objection.BEFORE_THE_REQUEST: "The request came later.",
    Objection.RECORDED_ALREADY: "This is on record.",
    Objection.IDENTITY_NOT_CHECKED: "Make sure first who asks.",
    Objection.ANSWERED_ALREADY: "The request has been answered.",
    Objection.CLOCK_NOT_RUNNING: "The fee or the identity is missing: nothing is owed yet.",
    Objection.NOT_A_PACK_OF_IT: "No pack of this request has this number.",
    Objection.GATHERED_BEFORE_AN_EXEMPTION: "The pack was gathered before an exemption was recorded: gather it again.",
    Objection.GATHERED_BEFORE_A_MERGE: "Another record was merged into this one since: gather the pack again.",
    Objection.SILENCE_NOT_NAMED: "Name every service that did not answer, and no other.",
    Objection.UNKNOWN_KIND: "No pack holds records of this kind.",
}


def refused(objection: Objection, pointer: str = "") -> Refusal:
    """The refusal that stands for an objection, at the field that it is about."""
    return RequestRefused(errors=[FieldError(pointer=pointer, code=objection, message=_WORDS[objection])])
