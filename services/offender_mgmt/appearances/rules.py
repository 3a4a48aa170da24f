"""Whether an appearance could have been as it was told: its days, its offences and its outcome hold together."""

from collections.abc import Iterator
from datetime import date

from noms.contracts.offender_mgmt.appearances import AppearanceOutcome, AppearanceToRecord, Finding, OffenceBeforeCourt
from noms.contracts.offender_mgmt.persons import age_on
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.offence_codes import offence_code
from services.offender_mgmt.persons.rules import AGE_OF_CRIMINAL_RESPONSIBILITY

LEADS_BACK_TO_COURT = frozenset(
    {
        AppearanceOutcome.ADJOURNED,
        AppearanceOutcome.ADJOURNED_FOR_REPORTS,
        AppearanceOutcome.SENT_FOR_TRIAL,
        AppearanceOutcome.COMMITTED_FOR_SENTENCE,
    }
)
"""Outcomes after which there is another day in court."""

NEEDS_GUILT = frozenset(
    {AppearanceOutcome.ADJOURNED_FOR_REPORTS, AppearanceOutcome.COMMITTED_FOR_SENTENCE, AppearanceOutcome.SENTENCED}
)
"""Outcomes that follow a finding of guilt alone. Source: Criminal Justice Act 2003 s.156; PCC(S)A 2000 ss.3 and 10."""


def appearance_faults(told: AppearanceToRecord, *, born_on: date, as_at: date) -> tuple[FieldError, ...]:
    """Everything that keeps the appearance from being true, each with its field; none when it holds together."""
    return (
        *_faults_of_days(told, as_at),
        *_faults_of_main_offence(told),
        *_faults_of_outcome(told),
        *(
            fault
            for place, offence in enumerate(told.offences)
            for fault in _faults_of_offence(f"/offences/{place}", offence, told, born_on)
        ),
    )


def _faults_of_days(told: AppearanceToRecord, as_at: date) -> Iterator[FieldError]:
    if told.appeared_on > as_at:
        yield _fault("/appeared_on", "in_the_future", "An appearance is recorded once it has taken place.")
    following = told.next_appearance_on
    if following is not None and following <= told.appeared_on:
        yield _fault("/next_appearance_on", "out_of_order", "The next appearance lies after this one.")
    if following is None and told.outcome in LEADS_BACK_TO_COURT:
        yield _fault("/next_appearance_on", "missing", "This outcome leads to another day in court: say which.")
    if following is not None and told.outcome not in LEADS_BACK_TO_COURT:
        yield _fault("/next_appearance_on", "not_for_this_outcome", "Nothing is left to come before the court.")


def _faults_of_main_offence(told: AppearanceToRecord) -> Iterator[FieldError]:
    if sum(offence.main for offence in told.offences) != 1:
        yield _fault("/offences", "one_main_offence", "One offence, and no more, is the main one.")


def _faults_of_outcome(told: AppearanceToRecord) -> Iterator[FieldError]:
    found_guilty = [offence for offence in told.offences if offence.finding is Finding.GUILTY]
    if told.outcome in NEEDS_GUILT and not any(offence.main for offence in found_guilty):
        yield _fault("/outcome", "nobody_found_guilty", "This outcome follows a finding of guilt of the main offence.")
    if told.outcome in {AppearanceOutcome.ACQUITTED, AppearanceOutcome.DISCONTINUED} and found_guilty:
        yield _fault("/outcome", "found_guilty", "Whoever was found guilty of an offence was not let go on all.")


def _faults_of_offence(at: str, offence: OffenceBeforeCourt, told: AppearanceToRecord, born_on: date) -> Iterator[FieldError]:
    began, ended = offence.committed_from, offence.committed_until or offence.committed_from
    try:
        offence_code(offence.offence_code)
    except UnknownCode:
        yield _fault(f"{at}/offence_code", "unknown_offence_code", "The Home Office list has no such class.")
    if ended < began:
        yield _fault(f"{at}/committed_until", "out_of_order", "The last day of an offence is not before its first.")
    if ended > told.appeared_on:
        yield _fault(f"{at}/committed_from", "after_the_appearance", "An offence comes before court once it is committed.")
    if began < born_on:
        yield _fault(f"{at}/committed_from", "before_birth", "The person was not born on that day.")
    elif age_on(began, born_on=born_on) < AGE_OF_CRIMINAL_RESPONSIBILITY:
        message = f"Nobody under {AGE_OF_CRIMINAL_RESPONSIBILITY} commits an offence."
        yield _fault(f"{at}/committed_from", "too_young", message)


def _fault(pointer: str, code: str, message: str) -> FieldError:
    return FieldError(pointer=pointer, code=code, message=message)
