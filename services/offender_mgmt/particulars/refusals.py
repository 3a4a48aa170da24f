"""What is refused of particulars."""

from noms.chassis.refusals import Refusal


class ParticularRefused(Refusal):
    """The fact cannot stand on the person's record: errors says why."""

    code = "particular_refused"
    title = "This cannot stand on the person's record: see errors."


class CorrectedMeanwhile(Refusal):
    """A fact is corrected once; what takes its place can be corrected in turn."""

    code = "corrected_meanwhile"
    title = "Somebody else corrected this fact at the same moment: read it again."


CONSTRAINTS: dict[str, type[Refusal]] = {
    f"{table}_supersedes_key": CorrectedMeanwhile
    for table in ("alias", "address", "spoken_language", "disability", "personal_contact")
}
"""The constraints of the room's tables, and what they refuse."""
