"""The clauses of a contract and of an SLA, laid out as data; headings and numbers are printed, the wording is ours."""

from collections.abc import Iterable
from dataclasses import dataclass

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.texts import ClauseEffect as E

KILMARNOCK = "Contract for Kilmarnock prison, headings and numbers; wording: House rule 0122"
NPS_SLA = "Contents of the NPS SLA 2014-15; wording: House rule 0122"
PFI = "Standardisation of PFI Contracts, version 4, 2007, section 21.5; wording: House rule 0122"
OURS = "House rule 0122: no source prints such a clause of the time"


@dataclass(frozen=True)
class Clause:
    """A clause of the template."""

    code: str
    number: str | None
    heading: str
    wording: str
    effects: tuple[E, ...]
    source: str
    only_with: UnitOfOutput | None = None
    """The clause comes in only where this is bought."""


# Source: Scottish Parliament S1W written answers 2003, published contract for Kilmarnock prison: 23, 32-35, 37-39, 41, 46.
# What the clauses let happen, and those without a number: House rule: 0122.
CONTRACT = (
    Clause("ENFORCEMENT", None, "Contract at law", "The agreement is a contract and can be enforced in court.",
           (E.ENFORCEABLE_IN_COURT,), OURS),
    Clause("AVAILABLE-PLACES", "23", "Available places",
           "A place counts as available while its standards are met, occupied or not; nothing is paid for one that is not.",
           (), KILMARNOCK, UnitOfOutput.PLACE),
    Clause("PRICE", "32", "Price", "The price of each line is paid for the months of the contract year, by days.",
           (E.UNITARY_PRICE,), KILMARNOCK),
    Clause("PRICE-VARIATION", "33", "Price variation",
           "The price moves by the index of the agreement, or by a variation that both sign.",
           (E.DISCRETIONARY_CHANGE,), KILMARNOCK),
    Clause("ADDITIONAL-PLACES", "34", "Additional places",
           "Places between the contracted number and operational capacity are called off at their own price.",
           (E.ADDITIONAL_PLACES,), KILMARNOCK, UnitOfOutput.PLACE),
    Clause("PERFORMANCE-MEASURES", "35", "Performance measures",
           "Failures bear points; points above the baseline of a quarter or year reduce the price.",
           (E.PERFORMANCE_POINTS,), KILMARNOCK),
    Clause("RECOVERY", "37", "Recovery of sums due", "What is owed by the provider is deducted from the next payments.",
           (E.RECOVERY,), KILMARNOCK),
    Clause("DEFAULT", "38", "Default", "A failure that is not put right by its date is a default; while one lasts, "
           "the commissioner may suspend the agreement.", (E.DEFAULT, E.SUSPENSION), KILMARNOCK),
    Clause("TERMINATION", "39", "Termination and step-in",
           "The commissioner may terminate for default; the Secretary of State may step in where control is lost.",
           (E.TERMINATION, E.STEP_IN), KILMARNOCK),
    Clause("VOLUNTARY-TERMINATION", None, "Voluntary termination",
           "The commissioner may end the agreement without default; what the provider is owed for that is settled apart.",
           (E.TERMINATION,), PFI),
    Clause("FORCE-MAJEURE", "41", "Force majeure",
           "What neither party could prevent is no default; while it lasts, the agreement may be suspended.",
           (E.RELIEF, E.SUSPENSION), KILMARNOCK),
    Clause("NOTICE-OF-DEFAULT", "46", "Notice of default events", "The provider tells the commissioner of a default at once.",
           (), KILMARNOCK),
    Clause("CHANGE", None, "Mandatory and discretionary changes",
           "A change that the law or the Secretary of State demands is made by notice of the commissioner; every other is signed "
           "by both.", (E.MANDATORY_CHANGE, E.DISCRETIONARY_CHANGE), OURS),
    Clause("EXTENSION", None, "Extension", "An option is used by both parties by its deadline, or is lost.",
           (E.EXTENSION,), OURS),
    Clause("VAT", None, "Value added tax", "VAT is added at the rate of the tax point.", (E.VAT,), OURS),
)  # fmt: skip

# Source: NPS SLA 2014-15, its table of contents. What the sections let happen: House rule: 0122.
SLA = (
    Clause("FORM-OF-AGREEMENT", None, "Form of agreement", "The agreement binds in honour and cannot be enforced in court.",
           (E.NOT_ENFORCEABLE_IN_COURT,), NPS_SLA),
    Clause("RESPONSIBILITIES", None, "Responsibilities", "Who answers for what on either side.", (), NPS_SLA),
    Clause("DELIVERY-PARTNERS", None, "Delivery partners", "Whoever else delivers is named among the parties.", (), NPS_SLA),
    Clause("SERVICE-REQUIREMENTS", None, "Service requirements",
           "Each line is delivered as its specification says.", (), NPS_SLA),
    Clause("PERFORMANCE-MANAGEMENT", None, "Performance management", "Results are computed from events and rated.", (), NPS_SLA),
    Clause("AUDIT", None, "Audit and assurance", "Every figure can be followed to the events that it was made of.", (), NPS_SLA),
    Clause("GOVERNANCE", None, "Governance", "The parties review the agreement together, at least each quarter.",
           (E.SUSPENSION,), NPS_SLA),
    Clause("DELIVERY-FAILURES", None, "Delivery failures", "A failure is told, and put right by a date that both know.",
           (E.DEFAULT,), NPS_SLA),
    Clause("ISSUE-RESOLUTION", None, "Issue resolution",
           "What cannot be settled between the parties goes up the line, and never to court.", (E.ISSUE_RESOLUTION,), NPS_SLA),
    Clause("NOTICE-OF-CHANGE", None, "Notice of change",
           "A mandatory change is made by notice of the commissioner, which may also end the agreement; a discretionary one is "
           "signed by both.", (E.MANDATORY_CHANGE, E.DISCRETIONARY_CHANGE, E.TERMINATION, E.EXTENSION), NPS_SLA),
    Clause("FINANCIAL-PROTOCOL", None, "Financial protocol",
           "A service price for the year, charged within the Crown and without VAT.", (E.SERVICE_PRICE, E.NO_VAT), NPS_SLA),
)  # fmt: skip

TEMPLATES = {AgreementInstrument.CONTRACT: CONTRACT, AgreementInstrument.SLA: SLA}


def clauses_of(instrument: AgreementInstrument, bought: Iterable[UnitOfOutput]) -> tuple[Clause, ...]:
    """The clauses that an agreement brings with it: those of its instrument, as far as they speak of what is bought."""
    units = set(bought)
    return tuple(clause for clause in TEMPLATES[instrument] if clause.only_with is None or clause.only_with in units)
