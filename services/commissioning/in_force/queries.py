"""The text in force: every part that no later text lies over, with the first and the last day of its hold."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import DATE, TEXT
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.rows import INSTANT
from noms.chassis.database.shaping import json_instant, json_list, json_of, reachable, word
from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.in_force import AgreementText, TextVersionView
from noms.contracts.commissioning.lifecycle import AgreementAct
from noms.contracts.commissioning.text_views import ClauseView, ExtensionOptionView, LineView, PartyView
from services.commissioning.agreements.tables import AgreementMoveRow, AgreementRow
from services.commissioning.specifications.tables import SpecificationVersionRow
from services.commissioning.texts.queries import PartRow
from services.commissioning.texts.tables import (
    AgreementClauseRow,
    AgreementFeeRow,
    AgreementLineRow,
    AgreementMeasureRow,
    AgreementPartyRow,
    AgreementTextRow,
    ExtensionOptionRow,
)

_ON, _TODAY = bindparam("on", None, type_=DATE), bindparam("today", None, type_=DATE)
_KNOWN_AT = bindparam("known_at", None, type_=INSTANT)
P = TypeVar("P", bound=PartRow)


def _known(asked: FromClause) -> FromClause:
    """The agreement as it was known: its last text of then, its last day, and the day that is asked for.

    Without a day it is today, or the nearest day of the agreement.
    """
    terminated = select(AgreementMoveRow.effective_on).where(
        AgreementMoveRow.agreement_id == AgreementRow.agreement_id,
        AgreementMoveRow.act == word(AgreementAct.TERMINATE),
        AgreementMoveRow.moved_at <= _KNOWN_AT,
    )
    last_day = func.least(AgreementTextRow.ends_on, terminated.scalar_subquery(), type_=DATE)
    nearest = func.least(func.greatest(_TODAY, AgreementRow.starts_on), last_day, type_=DATE)
    row = AgreementRow.__table__
    kept = [row.c[name] for name in ("agreement_id", "instrument", "direction", "commissioner", "provider", "starts_on")]
    return (
        select(*kept, AgreementTextRow.number, last_day.label("last_day"), func.coalesce(_ON, nearest).label("day"))
        .join(AgreementTextRow, AgreementTextRow.agreement_id == AgreementRow.agreement_id)
        .where(
            AgreementRow.agreement_id == cast(asked.c.subject, UUID_TYPE),
            reachable(AgreementRow.audience),
            AgreementTextRow.settled_at <= _KNOWN_AT,
        )
        .order_by(AgreementTextRow.number.desc())
        .limit(1)
        .correlate(asked)
        .subquery("known")
    )


def _in_force(kind: type[P], known: FromClause, *key: str) -> tuple[Select[Any], ColumnElement[Any], ColumnElement[Any]]:
    """The parts that hold on the day, no later text lying over them, each with the first and the last day of its hold."""
    later = aliased(kind)
    over = (
        later.agreement_id == kind.agreement_id,
        later.text_number > kind.text_number,
        later.text_number <= known.c.number,
        *(getattr(later, name) == getattr(kind, name) for name in key),
    )
    covers = and_(later.from_day <= known.c.day, or_(later.to_day.is_(None), later.to_day >= known.c.day))
    rows = select(kind).where(
        kind.agreement_id == known.c.agreement_id,
        kind.text_number <= known.c.number,
        kind.from_day <= known.c.day,
        or_(kind.to_day.is_(None), kind.to_day >= known.c.day),
        kind.struck.is_(False),
        ~exists().where(*over, covers),
    )
    since = select(func.max(later.to_day)).where(*over, later.to_day < known.c.day).scalar_subquery()
    until = select(func.min(later.from_day)).where(*over, later.from_day > known.c.day).scalar_subquery()
    return rows, func.greatest(kind.from_day, since + 1, type_=DATE), func.least(kind.to_day, until - 1, type_=DATE)


def _listed(view: type[Any], kind: type[P], known: FromClause, key: tuple[str, ...], **also: Any) -> ColumnElement[Any]:
    """The parts of one kind that are in force, in the order of their key."""
    rows, from_day, to_day = _in_force(kind, known, *key)
    names = set(view.model_fields) - {"from_day", "to_day", *also}
    item = json_of(view, from_day=from_day, to_day=to_day, **also, **{name: getattr(kind, name) for name in names})
    return json_list(item, rows, *(getattr(kind, name).collate("C") for name in key))


def _of_its_version(column: str) -> ColumnElement[Any]:
    version = SpecificationVersionRow
    same = (version.code == AgreementLineRow.specification, version.version == AgreementLineRow.specification_version)
    return select(getattr(version, column)).where(*same).scalar_subquery()


def _fee(known: FromClause) -> ColumnElement[Any]:
    rows, _, _ = _in_force(AgreementFeeRow, known)
    return func.coalesce(rows.with_only_columns(AgreementFeeRow.annual_fee_pence).scalar_subquery(), 0)


def _state(known: FromClause) -> ColumnElement[Any]:
    """Where the agreement stood on the day: a text that is settled was signed at least."""
    moved = select(AgreementMoveRow.to_state).where(
        AgreementMoveRow.agreement_id == known.c.agreement_id,
        AgreementMoveRow.effective_on <= known.c.day,
        AgreementMoveRow.moved_at <= _KNOWN_AT,
    )
    last = moved.order_by(AgreementMoveRow.number.desc()).limit(1).scalar_subquery()
    return func.coalesce(last, word(AgreementState.SIGNED))


def _texts(known: FromClause) -> ColumnElement[Any]:
    settled = select(AgreementTextRow).where(
        AgreementTextRow.agreement_id == known.c.agreement_id, AgreementTextRow.settled_at <= _KNOWN_AT
    )
    same = {name: getattr(AgreementTextRow, name) for name in set(TextVersionView.model_fields) - {"settled_at"}}
    item = json_of(TextVersionView, settled_at=json_instant(AgreementTextRow.settled_at), **same)
    return json_list(item, settled, AgreementTextRow.number)


def _options(known: FromClause) -> ColumnElement[Any]:
    given = select(ExtensionOptionRow).where(ExtensionOptionRow.agreement_id == known.c.agreement_id)
    item = json_of(ExtensionOptionView, **{name: getattr(ExtensionOptionRow, name) for name in ExtensionOptionView.model_fields})
    return json_list(item, given, ExtensionOptionRow.option_number)


def _text(asked: FromClause) -> Select[Any]:
    known = _known(asked)
    of_version = ("unit_of_output", "restricted_probation_provision")
    thresholds = {name: cast(getattr(AgreementMeasureRow, name), TEXT) for name in ("floor", "target", "stretch")}
    share = cast(AgreementPartyRow.share_percent, TEXT)
    body = json_of(
        AgreementText,
        id=known.c.agreement_id, on=known.c.day, known_at=json_instant(_KNOWN_AT), instrument=known.c.instrument,
        direction=known.c.direction, commissioner=known.c.commissioner, provider=known.c.provider, state=_state(known),
        starts_on=known.c.starts_on, ends_on=known.c.last_day, text_number=known.c.number, annual_fee_pence=_fee(known),
        lines=_listed(LineView, AgreementLineRow, known, ("specification", "place"),
                      **{name: _of_its_version(name) for name in of_version}),
        parties=_listed(PartyView, AgreementPartyRow, known, ("role", "organisation"), share_percent=share),
        measures=_listed(AgreementMeasureView, AgreementMeasureRow, known, ("measure_code",), **thresholds),
        clauses=_listed(ClauseView, AgreementClauseRow, known, ("code",)),
        extension_options=_options(known), texts=_texts(known),
    )  # fmt: skip
    return select(body).select_from(known).where(known.c.day.between(known.c.starts_on, known.c.last_day))


TEXT_IN_FORCE = HotRead("read_agreement_text", _text)
