"""Which part of an invoice is payable: every line against what is due, deductions set off, VAT by the tax point."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.agreements import BEGUN
from noms.contracts.commissioning.invoice_matches import DaysFound, MatchFinding, MatchFindingView
from noms.contracts.commissioning.invoices import InvoiceLineKind
from services.commissioning.charges.rules import Days, Judged
from services.commissioning.charges.rules import Found as FoundOnDays
from services.commissioning.claims.rules import Billed
from services.commissioning.dues.rules import Account, Due, LineRef, named
from services.commissioning.prices.rules import whole_pence

MATCH_RULE_VERSION = 1  # House rule: 0170
PAYMENT_WORKING_DAYS = 20  # Source: standard PFI terms: what is not disputed is paid in 20 business days
BASE_FEE = InvoiceLineKind.BASE_FEE
WHOLE_INVOICE = "/"


@dataclass(frozen=True)
class Found:
    """One thing that is wrong, where it stands, what it is in words, and how much is not paid for it."""

    finding: MatchFinding
    place: str
    what: str
    withheld_pence: int = 0
    days: tuple[Days, ...] = ()


@dataclass(frozen=True)
class LineOutcome:
    """A line with what is payable of it."""

    line: Billed
    payable_pence: int
    findings: tuple[Found, ...]


@dataclass(frozen=True)
class Sums:
    """The sums that stand under an invoice."""

    net_pence: int
    vat_pence: int
    gross_pence: int


@dataclass(frozen=True)
class Matched:
    """What is payable of an invoice, line by line, and what is set off against it."""

    lines: tuple[LineOutcome, ...]
    charges: tuple[Judged, ...]
    set_off: Mapping[LineRef, int]
    """Deductions that are due and on no line."""
    vat_pence: int
    findings: tuple[Found, ...]

    @property
    def net_pence(self) -> int:
        payable = sum(line.payable_pence for line in self.lines) + sum(charge.payable_pence for charge in self.charges)
        return payable - self.set_off_pence

    @property
    def paid(self) -> list[tuple[LineRef, int]]:
        """What counts as paid of each line: what is payable of it, and what is set off."""
        payable = [(outcome.line.ref, outcome.payable_pence) for outcome in self.lines]
        return [*payable, *((ref, -pence) for ref, pence in self.set_off.items())]

    @property
    def set_off_pence(self) -> int:
        return sum(self.set_off.values())

    @property
    def disputed_pence(self) -> int:
        return sum(found.withheld_pence for found in self.findings if found.finding is MatchFinding.DISPUTED)


class InvoiceObjection(StrEnum):
    """Why an invoice is not taken."""

    NEVER_IN_FORCE = "never_in_force"
    NOT_THE_PROVIDER = "not_the_provider"
    INVOICED_IN_THE_FUTURE = "invoiced_in_the_future"
    PERIOD_CLOSED = "period_closed"


def objection_to_invoice(
    *, state: AgreementState, from_the_provider: bool, invoiced_on: date, closes_on: date, as_at: date
) -> InvoiceObjection | None:
    """What stands against taking an invoice: a contract year whose window has closed takes no more. House rule: 0171.

    The day of receipt decides about the window: the day on the invoice is the provider's own word.
    """
    stands = {
        InvoiceObjection.NOT_THE_PROVIDER: not from_the_provider,
        InvoiceObjection.NEVER_IN_FORCE: state not in BEGUN,
        InvoiceObjection.INVOICED_IN_THE_FUTURE: invoiced_on > as_at,
        InvoiceObjection.PERIOD_CLOSED: as_at > closes_on,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def match_invoice(
    lines: Sequence[Billed], charges: Sequence[Judged], *, account: Account, sums: Sums, vat_share: Fraction
) -> Matched:
    """What is payable of an invoice, and everything that is wrong with it."""
    outcomes, left = match_lines(lines, account)
    left_out = {ref: -pence for ref, pence in left.items() if pence < 0}
    outcomes = tuple(never_beyond_the_net(outcomes, set_off=sum(left_out.values()) + sum(one.withheld_pence for one in charges)))
    findings = (
        *(found for outcome in outcomes for found in outcome.findings),
        *(_told(judged, found) for judged in charges for found in judged.findings),
        *(_left_out(ref, pence) for ref, pence in left_out.items()),
    )
    matched = Matched(outcomes, tuple(charges), left_out, 0, findings)
    charged = sum(line.charged_pence for line in lines) + sum(judged.charge.charged_pence for judged in charges)
    wrong = tuple(_wrong_sums(sums, charged, vat_share))
    return replace(matched, vat_pence=payable_vat(matched.net_pence, vat_share, sums), findings=(*findings, *wrong))


def payable_vat(net_pence: int, vat_share: Fraction, sums: Sums) -> int:
    """VAT on what is payable, at the rate of the tax point; never more than the invoice bears."""
    owed = whole_pence(net_pence * vat_share)
    return min(owed, max(sums.vat_pence, 0)) if owed > 0 else owed


def match_lines(lines: Sequence[Billed], account: Account) -> tuple[tuple[LineOutcome, ...], Mapping[LineRef, int]]:
    """Each line against what is due for it, in the order of the invoice; and what is left open of every line that is due."""
    left = {ref: account.open_pence(ref) for ref in (*account.due, *account.paid)}
    outcomes = []
    for line in lines:
        outcome = _match_line(line, account, left.get(line.ref))
        if line.ref in left:
            left[line.ref] -= outcome.payable_pence
        outcomes.append(outcome)
    return tuple(outcomes), left


def never_beyond_the_net(outcomes: Sequence[LineOutcome], *, set_off: int) -> Iterator[LineOutcome]:
    """The lines of an invoice, so that no more is payable than it charges: what it deducts too much is then owed later.

    `set_off` is what else of the invoice is not paid.
    """
    beyond = sum(each.payable_pence - each.line.charged_pence for each in outcomes) - set_off
    for each in outcomes:
        cut = min(max(each.payable_pence - each.line.charged_pence, 0), max(beyond, 0))
        beyond -= cut
        told = [replace(found, withheld_pence=min(found.withheld_pence + cut, 0)) for found in each.findings if cut]
        yield replace(each, payable_pence=each.payable_pence - cut, findings=tuple(told)) if cut else each


def _match_line(line: Billed, account: Account, left: int | None) -> LineOutcome:
    if left is None:
        settled = line.ref.from_day is None or line.ref.from_day in account.settled
        finding, payable = (MatchFinding.UNKNOWN_LINE if settled else MatchFinding.NOT_SETTLED), min(line.charged_pence, 0)
        found = Found(finding, line.place, f"nothing is due for {named(line.ref)}", line.charged_pence - payable)
        return LineOutcome(line, payable, (found,))
    due = account.due.get(line.ref, Due(0)).pence
    payable = min(line.charged_pence if due > 0 else max(line.charged_pence, 0), left)
    return LineOutcome(line, payable, tuple(_findings(line, account, line.charged_pence - payable)))


def _findings(line: Billed, account: Account, withheld: int) -> Iterator[Found]:
    """Why something of a line is withheld: it is in dispute, a deduction is too small, it was paid, or it is too much.

    A deduction that is given twice, or too large, is given back: what is withheld is then negative. What is credited on a line
    for which something is due counts as charged: it lowers what is payable now, and is owed later.
    """
    due = account.due.get(line.ref, Due(0))
    if line.quantity is not None and due.quantity is not None and Fraction(line.quantity) != Fraction(due.quantity):
        yield Found(
            MatchFinding.WRONG_QUANTITY, line.place, f"{due.quantity} counted for {named(line.ref)}, {line.quantity} charged"
        )
    disputed = max(0, min(withheld, due.disputed_pence))
    if disputed > 0:
        yield Found(MatchFinding.DISPUTED, line.place, f"{due.disputed_pence}p of {named(line.ref)} waits", disputed)
    if withheld == disputed:
        return
    paid = account.paid.get(line.ref, ())
    finding = MatchFinding.DUPLICATE if line.charged_pence in paid else MatchFinding.OVER_ENTITLEMENT
    if withheld > 0 and min(line.charged_pence, due.pence) < 0:
        finding = MatchFinding.DEDUCTION_LEFT_OUT
    told = f"{due.pence}p due for {named(line.ref)}, {sum(paid)}p paid before, {line.charged_pence}p charged"
    yield Found(finding, line.place, told, withheld - disputed)


def _left_out(ref: LineRef, pence: int) -> Found:
    """A deduction that is due and on no line: set off, whatever month it belongs to."""
    return Found(MatchFinding.DEDUCTION_LEFT_OUT, WHOLE_INVOICE, f"-{pence}p of {named(ref)} is due and not charged", pence)


def _told(judged: Judged, found: FoundOnDays) -> Found:
    told = f"{found.finding.value.replace('_', ' ')}: {sum(days.count for days in found.days)} days"
    return Found(found.finding, judged.charge.place, told, found.withheld_pence, found.days)


def _wrong_sums(sums: Sums, charged: int, vat_share: Fraction) -> Iterator[Found]:
    """Sums that are not those of the lines, and VAT that is not that of the tax point. Lines decide what is paid."""
    if sums.net_pence != charged:
        yield Found(MatchFinding.SUM_WRONG, WHOLE_INVOICE, f"the lines come to {charged}p, the net is {sums.net_pence}p")
    if sums.gross_pence != sums.net_pence + sums.vat_pence:
        yield Found(MatchFinding.SUM_WRONG, WHOLE_INVOICE, f"net and VAT come to {sums.net_pence + sums.vat_pence}p")
    owed = whole_pence(sums.net_pence * vat_share)
    if sums.vat_pence != owed:
        yield Found(MatchFinding.VAT_WRONG, WHOLE_INVOICE, f"VAT on {sums.net_pence}p is {owed}p, {sums.vat_pence}p is charged")


def told_as(found: Found) -> MatchFindingView:
    """A finding as both parties read it."""
    return MatchFindingView(
        finding=found.finding,
        place=found.place,
        withheld_pence=found.withheld_pence,
        days=[DaysFound(first=days.first, last=days.last) for days in found.days],
        what=found.what,
    )


def inputs_hash(invoice: str, *known: object) -> str:
    """A fingerprint of an invoice and of everything that it was matched against: same inputs, same match."""
    return hashlib.sha256(json.dumps([MATCH_RULE_VERSION, invoice, *map(_plain, known)], default=str).encode()).hexdigest()


def _plain(known: object) -> object:
    """The same in lists, in an order that does not depend on how it was found."""
    if isinstance(known, Mapping):
        return sorted((str(_plain(key)), _plain(value)) for key, value in known.items())
    if isinstance(known, frozenset):
        return sorted(map(str, known))
    if is_dataclass(known):
        return [_plain(getattr(known, part.name)) for part in fields(known)]
    return [_plain(part) for part in known] if isinstance(known, Sequence) and not isinstance(known, str) else str(known)
