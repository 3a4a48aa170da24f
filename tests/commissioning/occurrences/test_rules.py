"""What may be classified, which steps it may take, and until when it can be contested."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.occurrences import OccurrenceKind as K
from noms.contracts.commissioning.occurrences import OccurrenceState as S
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.text_views import PartyView
from noms.contracts.commissioning.texts import BodyKind, PartyRole
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE
from services.commissioning.agreements.rules import Agreed
from services.commissioning.occurrences.rules import (
    COUNTS,
    MOVES,
    Belief,
    OccurrenceObjection,
    contest_until,
    is_on_the_providers_side,
    last_day_to_contest,
    names_a_person,
    objection_by_terms,
    objection_to_classifying,
    objection_to_extent,
    objection_to_move,
    objection_to_reclassifying,
)

TERM = (date(2009, 4, 1), date(2011, 3, 31))
HAPPENED, TODAY = date(2010, 5, 14), date(2010, 8, 2)
FIND = Belief(S.CLASSIFIED, "2.2g", Fraction(1), 0, used=False, ended_on=None)
states = st.sampled_from(S)


def extent(belief: Belief = FIND, kind: K = K.PERFORMANCE_FAILURE, occurred_on: date = HAPPENED, as_at: date = TODAY):
    return objection_to_extent(belief, kind=kind, occurred_on=occurred_on, agreement=TERM, as_at=as_at)


def classifying(**changes: object):
    told = {
        "state": AgreementState.LIVE, "occurred_on": HAPPENED, "found_on": HAPPENED, "narrative": "A drug find.", "as_at": TODAY,
    }  # fmt: skip
    return objection_to_classifying(**(told | changes))


def test_a_find_within_the_term_is_classified_on_the_last_day_of_the_term_and_on_the_day_itself():
    assert classifying() is None
    assert extent() is None
    assert extent(as_at=HAPPENED) is None
    assert extent(occurred_on=TERM[0]) is None
    assert extent(occurred_on=TERM[1], as_at=TERM[1]) is None


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({"state": AgreementState.SIGNED}, OccurrenceObjection.NEVER_IN_FORCE),
        ({"state": AgreementState.DRAFT}, OccurrenceObjection.NEVER_IN_FORCE),
        ({"found_on": TODAY + timedelta(days=1)}, OccurrenceObjection.IN_THE_FUTURE),
        ({"found_on": HAPPENED - timedelta(days=1)}, OccurrenceObjection.FOUND_BEFORE_IT_HAPPENED),
        ({"narrative": "Found on A1234BC."}, OccurrenceObjection.NAMES_A_PERSON),
    ],
)
def test_what_stands_against_classifying(changes: dict[str, object], objection: OccurrenceObjection):
    assert classifying(**changes) is objection


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({"occurred_on": TERM[0] - timedelta(days=1)}, OccurrenceObjection.OUTSIDE_THE_AGREEMENT),
        ({"occurred_on": TERM[1] + timedelta(days=1), "as_at": date(2012, 1, 1)}, OccurrenceObjection.OUTSIDE_THE_AGREEMENT),
        ({"occurred_on": TODAY + timedelta(days=1)}, OccurrenceObjection.IN_THE_FUTURE),
        ({"belief": replace(FIND, ended_on=HAPPENED - timedelta(days=1))}, OccurrenceObjection.ENDS_BEFORE_IT_BEGAN),
        ({"belief": replace(FIND, ended_on=TODAY + timedelta(days=1))}, OccurrenceObjection.IN_THE_FUTURE),
        ({"belief": replace(FIND, count=Fraction(0))}, OccurrenceObjection.NOTHING_COUNTED),
        ({"belief": replace(FIND, count=Fraction(2_001, 2))}, OccurrenceObjection.TOO_MANY),
        ({"kind": K.UNAVAILABLE_PLACES}, OccurrenceObjection.NO_PLACES),
        ({"kind": K.ADDITIONAL_PLACES}, OccurrenceObjection.NO_PLACES),
        ({"kind": K.UNAUTHORISED_DOUBLING}, OccurrenceObjection.NO_PLACES),
        ({"kind": K.FIXED_SUM_INCIDENT, "belief": replace(FIND, count=Fraction(3))}, OccurrenceObjection.ONE_INCIDENT),
    ],
)
def test_what_stands_against_days_and_numbers(changes: dict[str, object], objection: OccurrenceObjection):
    assert extent(**changes) is objection


def test_places_that_were_called_off_may_end_on_a_day_to_come_but_not_after_the_agreement():
    """Additional places are called off ahead: Altcourse, February to June 2014 (Commons answer on additional places)."""
    ahead = replace(FIND, places=100, ended_on=TODAY + timedelta(days=90))

    assert extent(ahead, K.ADDITIONAL_PLACES) is None
    assert extent(replace(ahead, ended_on=TERM[1]), K.ADDITIONAL_PLACES) is None
    beyond = replace(ahead, ended_on=TERM[1] + timedelta(days=1))
    assert extent(beyond, K.ADDITIONAL_PLACES) is OccurrenceObjection.OUTSIDE_THE_AGREEMENT


@pytest.mark.parametrize(
    "text", ["CRN X320741", "seen by a1234bc.", "PNC 02/73319Z", "PNC 2002/0073319Z", "CRO 065656/91H", "SF83/50058Z found"]
)
def test_a_number_that_stands_for_a_person_is_seen_in_a_text(text: str):
    assert names_a_person(text)


@pytest.mark.parametrize("text", ["Measure 2.2g, 3 finds", "B wing, cell A1-23", "14/05/2010 at 09:30", "£50,000", "PSI 42/2011"])
def test_a_text_about_the_incident_alone_passes(text: str):
    assert not names_a_person(text)


def agreed_with(provider: str, *parties: tuple[str, PartyRole]) -> Agreed:
    return Agreed(
        agreement_id=UUID(int=1),
        provider=provider,
        state=AgreementState.LIVE,
        starts_on=TERM[0],
        ends_on=TERM[1],
        annual_fee_pence=0,
        annual_volume=0,
        unit_price_pence=0,
        audience=(),
        measures=(),
        parties=tuple(
            PartyView(
                organisation=organisation, name=organisation, role=role, body=BodyKind.COMPANY, share_percent=None, delivers=[],
                from_day=TERM[0], to_day=None, text_number=1,
            )
            for organisation, role in parties
        ),
    )  # fmt: skip


@pytest.mark.parametrize("organisation", ["RHI", "G4S", "g4s"])
def test_whoever_runs_the_prison_is_on_the_providers_side(organisation: str):
    """Rye Hill was run by G4S. Source: Hansard, list of private prison contracts."""
    assert is_on_the_providers_side(organisation, agreed_with("RHI"))


def test_the_crown_the_auditor_and_another_contractor_are_not_on_the_providers_side():
    assert not any(is_on_the_providers_side(other, agreed_with("RHI")) for other in ("NOMS", "NAO", "SERCO", "LDN"))
    assert is_on_the_providers_side("LDN", agreed_with("LDN"))


def test_whoever_delivers_a_part_is_on_the_providers_side_and_the_commissioner_is_not():
    agreed = agreed_with("LDN", ("NACRO", PartyRole.SUBCONTRACTOR), ("SOVA", PartyRole.MEMBER), ("NOMS", PartyRole.COMMISSIONER))

    assert is_on_the_providers_side("NACRO", agreed)
    assert is_on_the_providers_side("SOVA", agreed)
    assert not is_on_the_providers_side("NOMS", agreed)


def test_an_incident_is_held_while_the_police_inquire_and_then_released():
    """Source: Scottish Parliament written answers 2003, Kilmarnock: points withheld while the police inquire."""
    assert objection_to_move(S.CLASSIFIED, S.HELD, reason="Police.") is None
    assert S.HELD not in COUNTS
    assert all(objection_to_move(S.HELD, to, reason="Told.") is None for to in (S.CLASSIFIED, S.CONFIRMED, S.OVERTURNED))


@pytest.mark.parametrize(("state", "to"), [(state, to) for state in S for to in S if S.DISPUTED in {state, to}])
def test_only_the_contest_takes_anything_into_dispute_or_out_of_it(state: S, to: S):
    assert objection_to_move(state, to, reason="Mine.") is OccurrenceObjection.OF_THE_CONTEST
    by_contest = objection_to_move(state, to, reason="Decided.", by_contest=True)
    allowed = {(S.CLASSIFIED, S.DISPUTED), (S.CONFIRMED, S.DISPUTED), (S.DISPUTED, S.CONFIRMED), (S.DISPUTED, S.OVERTURNED)}
    assert (by_contest is None) == ((state, to) in allowed)


def test_what_a_contest_overturned_stays_so_and_a_slip_is_put_right():
    assert MOVES[S.OVERTURNED] == {S.CLASSIFIED}
    assert objection_to_move(S.OVERTURNED, S.CLASSIFIED, reason="A slip.") is None
    told = objection_to_move(S.OVERTURNED, S.CLASSIFIED, reason="A slip.", contested=True)
    assert told is OccurrenceObjection.OF_THE_CONTEST


def test_an_excuse_names_its_cause_and_nothing_else_does():
    assert objection_to_move(S.CLASSIFIED, S.EXCUSED, reason="Flood.") is OccurrenceObjection.CAUSE_OF_AN_EXCUSE
    assert objection_to_move(S.CLASSIFIED, S.EXCUSED, reason="Flood.", excused_by="force majeure") is None
    assert objection_to_move(S.CLASSIFIED, S.HELD, reason="x", excused_by="flood") is OccurrenceObjection.CAUSE_OF_AN_EXCUSE


@pytest.mark.parametrize(
    ("state", "changes", "objection"),
    [
        (S.CLASSIFIED, True, None),
        (S.HELD, True, None),
        (S.CLASSIFIED, False, OccurrenceObjection.NOTHING_CHANGES),
        (S.DISPUTED, True, OccurrenceObjection.OF_THE_CONTEST),
        (S.CONFIRMED, True, OccurrenceObjection.NOT_TO_BE_RECLASSIFIED),
        (S.OVERTURNED, True, OccurrenceObjection.NOT_TO_BE_RECLASSIFIED),
        (S.EXCUSED, True, OccurrenceObjection.NOT_TO_BE_RECLASSIFIED),
    ],
)
def test_what_may_be_classified_anew(state: S, changes: bool, objection: OccurrenceObjection | None):
    assert objection_to_reclassifying(state, changes=changes, reason="The laboratory.") is objection


def test_the_provider_has_twenty_working_days_over_christmas_too():
    """Told on Monday 13 December 2010; 27 and 28 December and 3 January were bank holidays."""
    assert last_day_to_contest(date(2010, 12, 13)) == date(2011, 1, 13)


def test_the_days_to_contest_run_on_when_nothing_is_charged_anew_and_begin_again_when_something_is():
    told, later = date(2010, 6, 1), date(2010, 7, 1)
    first = contest_until(FIND, before=None, until=None, by_contest=False, told_on=told)
    confirmed = contest_until(replace(FIND, state=S.CONFIRMED), before=FIND, until=first, by_contest=False, told_on=later)
    doubled = contest_until(replace(FIND, count=Fraction(2)), before=FIND, until=first, by_contest=False, told_on=later)
    held = contest_until(replace(FIND, state=S.HELD), before=FIND, until=first, by_contest=False, told_on=later)
    released = contest_until(FIND, before=replace(FIND, state=S.HELD), until=held, by_contest=False, told_on=later)

    assert first == confirmed == date(2010, 6, 29)
    assert doubled == released == date(2010, 7, 29)
    assert held is None


@given(states, states, st.booleans())
def test_what_a_contest_decided_cannot_be_contested_again(before: S, state: S, known: bool):
    earlier = replace(FIND, state=before) if known else None
    until = contest_until(replace(FIND, state=state), before=earlier, until=TODAY, by_contest=True, told_on=TODAY)

    assert until is None


@given(states, states, st.booleans())
def test_only_what_counts_can_be_contested(before: S, state: S, known: bool):
    earlier = replace(FIND, state=before) if known else None
    until = contest_until(replace(FIND, state=state), before=earlier, until=TODAY, by_contest=False, told_on=TODAY)

    assert (until is not None) == (state in COUNTS)


@pytest.mark.parametrize(
    ("kind", "changes", "objection"),
    [
        (K.UNAVAILABLE_PLACES, {"code": "heating", "places": 800}, None),
        (K.UNAVAILABLE_PLACES, {"code": "heating", "places": 801}, OccurrenceObjection.TOO_MANY_PLACES),
        (K.ADDITIONAL_PLACES, {"code": "call-off", "places": 801}, OccurrenceObjection.TOO_MANY_PLACES),
        (K.UNAUTHORISED_DOUBLING, {"code": "doubling", "places": 800}, None),
        (K.PERFORMANCE_FAILURE, {"excused_by": "the moon"}, OccurrenceObjection.NO_SUCH_CAUSE),
        (K.PERFORMANCE_FAILURE, {"excused_by": "flood"}, None),
    ],
)
def test_the_payment_terms_bound_the_places_and_name_the_excuses(kind: K, changes: dict, objection: OccurrenceObjection | None):
    terms = PaymentTerms.model_validate(WORKED_EXAMPLE["terms"] | {"excusing_causes": ["flood"]})

    assert objection_by_terms(replace(FIND, **changes), terms, kind=kind) is objection
