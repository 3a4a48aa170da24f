"""What court reports refuse."""

from noms.chassis.refusals import Refusal


class ReportRefused(Refusal):
    """The request cannot be as it stands: see `errors` for each reason and its field."""

    code = "report_refused"
    title = "The report cannot be asked for like this: see errors."


class ReportAskedFor(Refusal):
    """A report for the same hearing of the same court is open already."""

    code = "report_asked_for"
    title = "A report for this hearing is open already."


class ReportStepRefused(Refusal):
    """The step does not fit the report: see `errors` for each reason and its field."""

    code = "report_step_refused"
    title = "The step does not fit the report: see errors."


class ReportMoveNotAllowed(Refusal):
    """A report is allocated, then completed, then delivered; what was delivered or withdrawn stays as it is."""

    code = "report_move_not_allowed"
    title = "The report cannot take this step from where it stands."


class ProposalOutsideTheAct(Refusal):
    """No court could make what the report proposes: see `errors` for each requirement and field."""

    code = "proposal_outside_the_act"
    title = "The Act does not allow what the report proposes: see errors."
