"""Writing of texts: parts read as they were offered, and laid down under the number of their text."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.agreements import NewAgreementMeasure
from noms.contracts.commissioning.text_views import ClauseView, FeeView, LineView, PartyView
from noms.contracts.commissioning.texts import NewExtensionOption, NewLine, TextCause
from noms.contracts.commissioning.variations import TextChanges
from noms.contracts.problems import FieldError
from services.commissioning.instruments.rules import Clause
from services.commissioning.layers.rules import D, on_day
from services.commissioning.measures.queries import measure_named
from services.commissioning.outturns.rules import faults_of_range
from services.commissioning.parties.queries import read_parties
from services.commissioning.responsibilities.queries import provider_on
from services.commissioning.scores.rules import Scale
from services.commissioning.specifications.queries import Versions, days_of, versions_named
from services.commissioning.texts.queries import PartRow
from services.commissioning.texts.refusals import SpecificationNotInForce, ThresholdsOutOfOrder, UnknownPart
from services.commissioning.texts.rules import Text
from services.commissioning.texts.tables import (
    AgreementClauseRow,
    AgreementFeeRow,
    AgreementLineRow,
    AgreementMeasureRow,
    AgreementPartyRow,
    AgreementTextRow,
    ExtensionOptionRow,
)

Part = LineView | PartyView | AgreementMeasureView | ClauseView | FeeView

_KEPT_IN: dict[type[Part], tuple[type[PartRow], str]] = {
    LineView: (AgreementLineRow, "agreement_line_id"),
    PartyView: (AgreementPartyRow, "agreement_party_id"),
    AgreementMeasureView: (AgreementMeasureRow, "agreement_measure_id"),
    ClauseView: (AgreementClauseRow, "agreement_clause_id"),
    FeeView: (AgreementFeeRow, "agreement_fee_id"),
}


async def read_lines(
    session: AsyncSession, offered: Sequence[NewLine], *, place: str, from_day: date, text_number: int, pointer: str = "/lines"
) -> list[LineView]:
    """The lines that were offered, each with its specification, its place and its days.

    Raises:
        Invalid: a version or a place that nobody knows.
        SpecificationNotInForce: a version that takes no agreements on the first day of its line.

    """
    versions = await versions_named(session, [(line.specification, line.specification_version) for line in offered])
    named = [line.model_copy(update={"place": line.place or place, "from_day": line.from_day or from_day}) for line in offered]
    if faults := [fault for at, line in enumerate(named) for fault in _unknown(line, versions, f"{pointer}/{at}")]:
        raise Invalid(errors=faults)
    if faults := [fault for at, line in enumerate(named) for fault in _not_in_force(line, versions, f"{pointer}/{at}")]:
        raise SpecificationNotInForce(errors=faults)
    return [_read_line(line, versions, text_number) for line in named]


def _read_line(line: NewLine, versions: Versions, text_number: int) -> LineView:
    version = versions[line.specification, line.specification_version]
    return LineView.model_validate(
        {
            **line.model_dump(),
            "text_number": text_number,
            "unit_of_output": version.unit_of_output,
            "restricted_probation_provision": version.restricted_probation_provision,
        }
    )


def _unknown(line: NewLine, versions: Versions, pointer: str) -> Iterable[FieldError]:
    if (line.specification, line.specification_version) not in versions:
        message = "There is no such version: see /v1/specifications."
        yield FieldError(pointer=f"{pointer}/specification_version", code="unknown_specification_version", message=message)
    try:
        provider_on(str(line.place), line.from_day or date.min)
    except NotFound:
        message = "No prison and no probation area has this code."
        yield FieldError(pointer=f"{pointer}/place", code="unknown_place", message=message)


def _not_in_force(line: NewLine, versions: Versions, pointer: str) -> Iterable[FieldError]:
    days = days_of(versions[line.specification, line.specification_version])
    if days is None or line.from_day is None or not days.hold(line.from_day):
        message = "The version takes no agreements on the first day of the line."
        yield FieldError(pointer=f"{pointer}/specification_version", code="specification_not_in_force", message=message)


def read_clauses(template: Sequence[Clause], *, from_day: date, text_number: int) -> list[ClauseView]:
    """The clauses of a template as parts of a text."""
    return [
        ClauseView(
            code=clause.code, number=clause.number, heading=clause.heading, wording=clause.wording, effects=list(clause.effects),
            source=clause.source, from_day=from_day, to_day=None, text_number=text_number,
        )
        for clause in template
    ]  # fmt: skip


def read_measure(
    new: NewAgreementMeasure, *, from_day: date, text_number: int, pointer: str = ""
) -> tuple[AgreementMeasureView, bool]:
    """A measure with the definition in force on its first day, and whether its thresholds lie in the direction of it.

    Raises:
        Invalid: a measure that is not in the catalogue on that day, or thresholds that no figure of it can reach.

    """
    definition = measure_named(new.measure_code, from_day, pointer)
    offered = new.model_dump(include={"floor", "target", "stretch"})
    if faults := faults_of_range(definition.unit, offered, pointer):
        raise Invalid(errors=faults)
    scale = Scale(Fraction(new.floor), Fraction(new.target), Fraction(new.stretch), definition.direction)
    measure = AgreementMeasureView(
        definition_version=definition.version, domain=definition.domain, direction=definition.direction,
        measure_code=new.measure_code, floor=Decimal(new.floor), target=Decimal(new.target), stretch=Decimal(new.stretch),
        weight=new.weight, from_day=from_day, to_day=None, text_number=text_number,
    )  # fmt: skip
    return measure, scale.in_order()


async def read_changes(
    session: AsyncSession, agreement_id: UUID, text: Text, changes: TextChanges, *, place: str, from_day: date, text_number: int
) -> list[PartRow]:
    """The parts that a variation puts in and strikes out from a day on, against the text that it changes."""
    lines = await read_lines(
        session, changes.lines, place=place, from_day=from_day, text_number=text_number, pointer="/changes/lines"
    )
    parties = read_parties(changes.parties, from_day=from_day, text_number=text_number, pointer="/changes/parties")
    if any(day < from_day for day in (*(line.from_day for line in lines), *(party.from_day for party in parties))):
        message = "No part begins before the variation takes effect."
        raise Invalid(errors=[FieldError(pointer="/changes", code="begins_before_it_takes_effect", message=message)])
    measures = [
        _in_order(measure, f"/changes/measures/{at}", from_day=from_day, text_number=text_number)
        for at, measure in enumerate(changes.measures)
    ]
    now = {"from_day": from_day, "to_day": None, "text_number": text_number}
    clauses = [clause.model_copy(update=now) for clause in _reworded(text, changes, from_day)]
    fees = [] if changes.annual_fee_pence is None else [FeeView.model_validate({**now, **changes.model_dump()})]
    struck = [part.model_copy(update=now) for part in _struck_out(text, changes, from_day)]
    put_in: tuple[Part, ...] = (*lines, *parties, *measures, *clauses, *fees)
    return [*rows_of(agreement_id, put_in), *rows_of(agreement_id, struck, struck=True)]


def _in_order(new: NewAgreementMeasure, pointer: str, *, from_day: date, text_number: int) -> AgreementMeasureView:
    measure, in_order = read_measure(new, from_day=from_day, text_number=text_number, pointer=pointer)
    if not in_order:
        raise ThresholdsOutOfOrder
    return measure


def _reworded(text: Text, changes: TextChanges, day: date) -> Iterator[ClauseView]:
    for at, told in enumerate(changes.clauses):
        clause = _found(text.clauses, f"/changes/clauses/{at}", day, code=told.code)
        yield clause.model_copy(update={"wording": told.wording})


def _struck_out(text: Text, changes: TextChanges, day: date) -> Iterator[Part]:
    for at, line in enumerate(changes.struck_lines):
        yield _found(text.lines, f"/changes/struck_lines/{at}", day, specification=line.specification, place=line.place)
    for at, party in enumerate(changes.struck_parties):
        yield _found(text.parties, f"/changes/struck_parties/{at}", day, organisation=party.organisation, role=party.role.value)
    for at, code in enumerate(changes.struck_measures):
        yield _found(text.measures, f"/changes/struck_measures/{at}", day, measure_code=code)


def _found(parts: Iterable[D], pointer: str, day: date, **key: str) -> D:
    for part in on_day(parts, day):
        if all(getattr(part, name) == value for name, value in key.items()):
            return part
    raise UnknownPart(errors=[FieldError(pointer=pointer, code="unknown_part", message="The text has no such part on the day.")])


def rows_of(agreement_id: UUID, parts: Iterable[Part], *, struck: bool = False) -> list[PartRow]:
    """The parts of a text as they are kept, each once; those that are struck hide what lies beneath on their days."""
    return [_kept(agreement_id, part, struck=struck) for part in parts]


def _kept(agreement_id: UUID, part: Part, *, struck: bool) -> PartRow:
    kind, key = _KEPT_IN[type(part)]
    columns = {column.key for column in kind.__mapper__.column_attrs}
    return kind(**{key: uuid4()}, agreement_id=agreement_id, struck=struck, **part.model_dump(include=columns))


def lay_down_options(session: AsyncSession, agreement_id: UUID, offered: Sequence[NewExtensionOption]) -> None:
    """Write the options of an agreement, numbered as they were offered."""
    session.add_all(
        ExtensionOptionRow(agreement_id=agreement_id, option_number=number, **option.model_dump())
        for number, option in enumerate(offered, 1)
    )


def settle_text(
    session: AsyncSession, agreement_id: UUID, number: int, cause: TextCause, *, from_day: date, ends_on: date,
    variation_id: UUID | None = None,
) -> None:  # fmt: skip
    """Say that a text is agreed, from now on known, and in force from a day."""
    session.add(
        AgreementTextRow(
            agreement_id=agreement_id, number=number, cause=cause, in_force_from=from_day, ends_on=ends_on,
            variation_id=variation_id, settled_at=clock.now(),
        )
    )  # fmt: skip
