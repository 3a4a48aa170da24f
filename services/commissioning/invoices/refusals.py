"""What a provider is told when an invoice is not taken, and which constraints of the money rooms stand for refusals."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Invalid, Refusal
from noms.contracts.problems import FieldError
from services.commissioning.disputes.refusals import AlreadyDisputed
from services.commissioning.facts.refusals import TakenDownAlready
from services.commissioning.invoices.rules import InvoiceObjection
from services.commissioning.provisions.refusals import ProvisionTakenDown
from services.commissioning.runs.refusals import NeverInForce, RunAlreadyPosted
from services.commissioning.term_versions.refusals import VersionsOverlap


class NotTheProvider(Refusal):
    """Somebody who sees the agreement without being its provider submits an invoice."""

    code = "not_the_provider_of_the_invoice"
    title = "Only the provider submits invoices under an agreement."


class InvoicedInTheFuture(Refusal):
    """The tax point has not come."""

    code = "invoiced_in_the_future"
    title = "An invoice cannot bear a day that has not come."


class PeriodClosed(Refusal):
    """The invoice charges for a contract year whose window has closed."""

    code = "period_closed"
    title = "The invoice charges for a contract year that is closed."


class NumberUsed(Refusal):
    """Another invoice of the agreement bears the number."""

    code = "invoice_number_used"
    title = "Another invoice under this agreement bears this number and says something else."


class DayPaidTwice(Refusal):
    """In the same moment another invoice was paid for a day of the same person."""

    code = "day_paid_twice"
    title = "In the same moment another invoice was paid for a day of the same person: send it again."


REFUSALS: Mapping[InvoiceObjection, type[Refusal]] = MappingProxyType(
    {
        InvoiceObjection.NOT_THE_PROVIDER: NotTheProvider,
        InvoiceObjection.NEVER_IN_FORCE: NeverInForce,
        InvoiceObjection.INVOICED_IN_THE_FUTURE: InvoicedInTheFuture,
        InvoiceObjection.PERIOD_CLOSED: PeriodClosed,
    }
)

CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "payment_terms_agreement_id_from_day_key": VersionsOverlap,
        "index_value_pkey": TakenDownAlready,
        "payment_fact_agreement_id_kind_code_figure_on_revision_key": TakenDownAlready,
        "settlement_run_pkey": RunAlreadyPosted,
        "line_dispute_agreement_id_line_id_key": AlreadyDisputed,
        "provision_agreement_id_service_order_reference_revision_key": ProvisionTakenDown,
        "invoice_agreement_id_number_key": NumberUsed,
        "paid_days_person_days_excl": DayPaidTwice,
    }
)
"""Constraints of terms, facts, runs, disputes, provisions and invoices, for the composition root."""


def refuse_faults(faults: list[FieldError]) -> None:
    """Name everything on the invoice that cannot be true."""
    if faults:
        raise Invalid(errors=faults)


def refuse(objection: InvoiceObjection | None) -> None:
    """Refuse the invoice when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
