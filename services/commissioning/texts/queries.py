"""The texts of an agreement: its parts laid over one another, whole or in force on a day."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.text_views import ClauseView, ExtensionOptionView, FeeView, LineView, PartyView
from services.commissioning.layers.rules import Layer, Span, overlaid
from services.commissioning.specifications.queries import Versions, versions_named
from services.commissioning.texts.rules import Text
from services.commissioning.texts.tables import (
    AgreementClauseRow,
    AgreementFeeRow,
    AgreementLineRow,
    AgreementMeasureRow,
    AgreementPartyRow,
    ExtensionOptionRow,
)

PartRow = AgreementLineRow | AgreementPartyRow | AgreementMeasureRow | AgreementClauseRow | AgreementFeeRow
P = TypeVar("P", bound=PartRow)


def key_of(row: PartRow) -> tuple[str, ...]:
    """Which part of the text a row speaks of: what has the same key is laid over it."""
    match row:
        case AgreementLineRow():
            return ("line", row.specification, row.place)
        case AgreementPartyRow():
            return ("party", row.organisation, row.role)
        case AgreementMeasureRow():
            return ("measure", row.measure_code)
        case AgreementClauseRow():
            return ("clause", row.code)
        case AgreementFeeRow():
            return ("fee",)


def layer_of(row: P) -> Layer[P]:
    """A part with the text that it stands in and the days that it speaks of."""
    return Layer(row, row.text_number, row.from_day, row.to_day, row.struck)


async def parts_of(session: AsyncSession, kind: type[P], agreement_id: UUID, *, after_text: int = 0) -> Sequence[P]:
    """Every part of one kind in the later texts of an agreement, those of a draft included."""
    return (await session.scalars(select(kind).where(kind.agreement_id == agreement_id, kind.text_number > after_text))).all()


async def later_parts(session: AsyncSession, agreement_id: UUID, *, after_text: int) -> list[PartRow]:
    """Every part that was put into the text after one was settled."""
    return [
        *await parts_of(session, AgreementLineRow, agreement_id, after_text=after_text),
        *await parts_of(session, AgreementPartyRow, agreement_id, after_text=after_text),
        *await parts_of(session, AgreementMeasureRow, agreement_id, after_text=after_text),
        *await parts_of(session, AgreementClauseRow, agreement_id, after_text=after_text),
        *await parts_of(session, AgreementFeeRow, agreement_id, after_text=after_text),
    ]


async def whole_text(session: AsyncSession, agreement_id: UUID, offered: Iterable[PartRow] = ()) -> Text:
    """Everything that an agreement says now, by days, or would say with what is offered; it was found through reach."""
    further = list(offered)

    async def laid(kind: type[P]) -> list[Span[P]]:
        rows = [*await parts_of(session, kind, agreement_id), *(row for row in further if isinstance(row, kind))]
        return overlaid([layer_of(row) for row in rows], key_of)

    lines, parties = await laid(AgreementLineRow), await laid(AgreementPartyRow)
    measures, clauses = await laid(AgreementMeasureRow), await laid(AgreementClauseRow)
    fees = await laid(AgreementFeeRow)
    versions = await versions_named(session, [(span.part.specification, span.part.specification_version) for span in lines])
    return Text(
        lines=in_order([line_view(span, versions) for span in lines]),
        parties=in_order([PartyView.model_validate(_told(span)) for span in parties]),
        measures=in_order([AgreementMeasureView.model_validate(_told(span)) for span in measures]),
        clauses=in_order([ClauseView.model_validate(_told(span)) for span in clauses]),
        fees=in_order([FeeView.model_validate(_told(span)) for span in fees]),
    )


V = TypeVar("V", LineView, PartyView, AgreementMeasureView, ClauseView, FeeView)


def in_order(views: Sequence[V]) -> tuple[V, ...]:
    """Parts in the order in which they are read: by what they are about, then by day."""
    return tuple(sorted(views, key=_place_in_text))


def _place_in_text(view: LineView | PartyView | AgreementMeasureView | ClauseView | FeeView) -> tuple[str, ...]:
    match view:
        case LineView():
            return (view.specification, view.place, view.from_day.isoformat())
        case PartyView():
            return (view.role, view.organisation, view.from_day.isoformat())
        case AgreementMeasureView():
            return (view.measure_code, view.from_day.isoformat())
        case ClauseView():
            return (view.code, view.from_day.isoformat())
        case FeeView():
            return (view.from_day.isoformat(),)


def _told(span: Span[Any]) -> dict[str, Any]:
    """The columns of a part, with the days on which it is what the text says."""
    columns = {column.key: getattr(span.part, column.key) for column in span.part.__mapper__.column_attrs}
    return {**columns, "from_day": span.from_day, "to_day": span.to_day}


def line_view(span: Span[AgreementLineRow], versions: Versions) -> LineView:
    """A line with what its specification says of it."""
    version = versions[span.part.specification, span.part.specification_version]
    of_the_version = {
        "unit_of_output": version.unit_of_output,
        "restricted_probation_provision": version.restricted_probation_provision,
    }
    return LineView.model_validate({**_told(span), **of_the_version})


async def options_of(session: AsyncSession, agreement_id: UUID) -> list[ExtensionOptionView]:
    """The options of an agreement, by number."""
    mine = ExtensionOptionRow.agreement_id == agreement_id
    rows = await session.scalars(select(ExtensionOptionRow).where(mine).order_by(ExtensionOptionRow.option_number))
    return [ExtensionOptionView.model_validate(row) for row in rows]
