"""What the record of key dates refuses."""

from noms.chassis.refusals import Refusal


class NothingToCalculate(Refusal):
    """There is no custodial sentence from which key dates could come."""

    code = "nothing_to_calculate"
    title = "The person has no custodial sentence on record that has not been ended."


class EntryRefused(Refusal):
    """The entry contradicts itself, the record or the calculation: errors names each date."""

    code = "entry_refused"
    title = "The entry contradicts itself, the record or the calculation: see errors."


class EntryAwaitsCheck(Refusal):
    """Another entry of the person waits for its second check."""

    code = "entry_awaits_check"
    title = "Another entry of this person waits for its second check: have that one checked first."


class CheckedByItsAuthor(Refusal):
    """Whoever entered key dates does not check them, and a system that acts for nobody checks nothing."""

    code = "checked_by_its_author"
    title = "A second person, by name, checks what was entered by hand."


class CheckedAlready(Refusal):
    """The entry was checked, or is not one that anybody checks."""

    code = "checked_already"
    title = "These dates were checked already, or were calculated and need no check."


class CheckNeedsNote(Refusal):
    """Whoever does not agree says why."""

    code = "check_needs_note"
    title = "Say in the note why the entry is not agreed."
