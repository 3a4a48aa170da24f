"""The custodial sentences of the statement's person as JSON, with the dates, licence, recall and ends that came of sentences."""

from typing import Any

from sqlalchemy import literal_column, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import SQLColumnExpression

from noms.chassis.database.shaping import json_first, json_list, json_row, word
from noms.contracts.offender_mgmt.appearances import AppearanceView, OffenceView
from noms.contracts.offender_mgmt.casefile import CaseKeyDates, CaseLicence
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.licences import ConditionView, LicenceState
from noms.contracts.offender_mgmt.recalls import RecallView
from noms.contracts.offender_mgmt.terminations import TerminationView
from services.offender_mgmt.appearances.tables import AppearanceRow, OffenceRow
from services.offender_mgmt.calculations.tables import KeyDateSetRow
from services.offender_mgmt.licences.tables import LicenceConditionRow, LicenceRow
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.recalls.tables import RecallRow
from services.offender_mgmt.sentences.tables import CustodialSentenceRow
from services.offender_mgmt.terminations.queries import any_sentence_stands
from services.offender_mgmt.terminations.tables import TerminationRow

CASE_LICENCES = (LicenceState.ACTIVE, LicenceState.APPROVED, LicenceState.RECALLED)
"""The states in which a licence is shown in the case."""

MOST_APPEARANCES = 10
"""The days in court that a file shows: the newest; the others are in their room."""

Json = SQLColumnExpression[Any]


def custodial_sentences() -> Json:
    """What was passed, newest first."""
    passed = select(CustodialSentenceRow).where(CustodialSentenceRow.crn == PersonRow.crn)
    newest_first = (CustodialSentenceRow.sentenced_on.desc(), CustodialSentenceRow.sentence_id)
    return json_list(json_row(CustodialSentenceView, CustodialSentenceRow), passed, *newest_first)


def key_dates() -> Json:
    """The key dates that came into force last, while a sentence stands that they are of."""
    since = KeyDateSetRow.in_force_since
    held = (KeyDateSetRow.crn == PersonRow.crn, since.is_not(None), any_sentence_stands(KeyDateSetRow.crn))
    in_force = select(KeyDateSetRow).where(*held)
    return json_first(json_row(CaseKeyDates, KeyDateSetRow), in_force, since.desc(), KeyDateSetRow.recorded_at.desc())


def licence() -> Json:
    """The licence in force first; of others the newest that a second person approved."""
    set_for = select(LicenceConditionRow).where(LicenceConditionRow.licence_id == LicenceRow.licence_id)
    conditions = json_list(json_row(ConditionView, LicenceConditionRow), set_for, LicenceConditionRow.place)
    active, *others = (LicenceRow.state == word(state) for state in CASE_LICENCES)
    standing = select(LicenceRow).where(LicenceRow.crn == PersonRow.crn, or_(active, *others))
    newest = (LicenceRow.starts_on.desc(), LicenceRow.recorded_at.desc())
    return json_first(json_row(CaseLicence, LicenceRow, conditions=conditions), standing, active.desc(), *newest)


def recall() -> Json:
    """The recall after which the person has not been released again."""
    in_force = select(RecallRow).where(RecallRow.crn == PersonRow.crn, RecallRow.released_again_on.is_(None))
    return json_first(json_row(RecallView, RecallRow), in_force, RecallRow.recalled_on.desc())


def terminations() -> Json:
    """Everything that has ended, newest first."""
    ended = select(TerminationRow).where(TerminationRow.crn == PersonRow.crn)
    newest_first = (TerminationRow.ended_on.desc(), TerminationRow.recorded_at.desc())
    return json_list(json_row(TerminationView, TerminationRow), ended, *newest_first)


def appearances() -> Json:
    """The last days in court, newest first, each with its offences."""
    appeared = select(AppearanceRow).where(AppearanceRow.crn == PersonRow.crn)
    newest_first = (AppearanceRow.appeared_on.desc(), AppearanceRow.recorded_at.desc())
    last = appeared.order_by(*newest_first).limit(literal_column(str(MOST_APPEARANCES))).correlate(PersonRow.__table__)
    shown = aliased(AppearanceRow, last.subquery("last_appearances"))
    before = select(OffenceRow).where(OffenceRow.crn == shown.crn, OffenceRow.appearance_id == shown.appearance_id)
    offences = json_list(json_row(OffenceView, OffenceRow), before, OffenceRow.main.desc(), OffenceRow.place)
    item = json_row(AppearanceView, shown, offences=offences)
    return json_list(item, select(shown), shown.appeared_on.desc(), shown.recorded_at.desc())
