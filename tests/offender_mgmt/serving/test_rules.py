"""Until when sentences run, and which facts decide a handover on which day; whole simulated lives with one responsible officer."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.handover_circumstances import RecordedCircumstance
from noms.contracts.offender_mgmt.handovers import Circumstance, Responsibility
from noms.contracts.offender_mgmt.responsibility import ResponsibleRole
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.responsible_officers.rules import Officer, Record, Sentence, Span, responsible_on
from services.offender_mgmt.serving.rules import Known, Noted, Served, earliest, handover_cases, with_ends

FIRST = date(2010, 1, 4)


def sentence(starts_on: date = FIRST, *, years: int = 2, ahead: tuple[UUID, ...] = (), **facts) -> Served:
    terms = () if facts.get("indeterminate") else (Term(years=years),)
    return Served(uuid4(), starts_on, None, "LDN", custodial=True, terms=terms, ahead=ahead, **facts)


def ends(*sentences: Served, expires_on: date | None = None) -> list[date | None]:
    return [one.ends_on for one in with_ends(sentences, expires_on)]


def test_a_determinate_sentence_lasts_its_own_length_and_a_life_sentence_has_no_end():
    assert ends(sentence(), sentence(indeterminate=True)) == [date(2012, 1, 3), None]


def test_a_consecutive_sentence_is_counted_from_the_end_of_what_is_ahead_however_they_are_listed():
    first = sentence()
    second = sentence(date(2010, 6, 1), years=1, ahead=(first.sentence_id,))
    third = sentence(date(2010, 7, 1), years=1, ahead=(second.sentence_id,))

    assert ends(third, second, first) == [date(2014, 1, 3), date(2013, 1, 3), date(2012, 1, 3)]


def test_the_key_dates_say_when_everything_expires():
    short = sentence(years=1)

    assert ends(sentence(), short, expires_on=date(2011, 12, 1)) == [date(2011, 12, 1), date(2011, 1, 3)]
    assert ends(sentence(), short, expires_on=date(2010, 6, 1)) == [date(2010, 6, 1), date(2010, 6, 1)]
    assert ends(sentence(), expires_on=date(2012, 2, 1)) == [date(2012, 2, 1)]


def test_an_order_is_not_touched_by_key_dates_and_sentences_in_a_ring_end_nowhere():
    order = Served(uuid4(), FIRST, date(2015, 1, 3), "LDN", custodial=False)
    one, other = uuid4(), uuid4()
    ring = [
        Served(one, FIRST, None, "LDN", custodial=True, terms=(Term(years=1),), ahead=(other,)),
        Served(other, FIRST, None, "LDN", custodial=True, terms=(Term(years=1),), ahead=(one,)),
    ]

    assert ends(order, expires_on=date(2011, 1, 1)) == [date(2015, 1, 3)]
    assert ends(*ring) == [None, None]


def test_a_chain_that_outlasts_the_calendar_ends_with_it():
    links = [sentence(years=99)]
    for _ in range(90):
        links.append(sentence(years=99, ahead=(links[-1].sentence_id,)))

    assert ends(*links)[-1] == date.max


def test_the_earliest_day_is_of_those_that_there_are():
    assert earliest(None, date(2011, 1, 1), date(2010, 1, 1)) == date(2010, 1, 1)
    assert earliest(None, None) is None


def test_each_day_has_the_circumstances_of_that_day():
    known = Known(
        dates={"CRD": date(2011, 1, 3), "ARD": date(2011, 2, 3), "SED": date(2012, 1, 3)},
        noted=[
            Noted(RecordedCircumstance.EARLY_ALLOCATION, applies=False, applies_from=date(2010, 9, 1), takes_place_on=None),
            Noted(RecordedCircumstance.EARLY_ALLOCATION, applies=True, applies_from=date(2010, 5, 1), takes_place_on=None),
        ],
        recalled=[(date(2011, 6, 1), date(2011, 7, 1))],
        mappa=[(date.min, 1), (date(2010, 7, 1), 3)],
    )
    found = list(handover_cases(with_ends([sentence()], None), known))

    assert [(day, set(case.circumstances), case.mappa_level) for day, case in found] == [
        (FIRST, set(), 1),
        (date(2010, 5, 1), {Circumstance.EARLY_ALLOCATION}, 1),
        (date(2010, 7, 1), {Circumstance.EARLY_ALLOCATION}, 3),
        (date(2010, 9, 1), set(), 3),
        (date(2011, 6, 1), {Circumstance.RECALLED}, 3),
        (date(2011, 7, 1), set(), 3),
    ]
    assert {(case.conditional_release_on, case.automatic_release_on) for _, case in found} == {
        (date(2011, 1, 3), date(2011, 2, 3))
    }


def test_a_hearing_and_open_conditions_bring_their_own_days():
    noted = [
        Noted(RecordedCircumstance.TARGET_HEARING, applies=True, applies_from=FIRST, takes_place_on=date(2013, 5, 14)),
        Noted(RecordedCircumstance.OPEN_CONDITIONS, applies=True, applies_from=date(2011, 3, 1), takes_place_on=None),
    ]
    life = sentence(indeterminate=True, tariff_on=date(2013, 1, 3))
    cases = dict(handover_cases([life], Known({}, noted)))

    assert cases[date(2011, 3, 1)].open_conditions_from == date(2011, 3, 1)
    assert (cases[FIRST].target_hearing_on, cases[FIRST].tariff_on) == (date(2013, 5, 14), date(2013, 1, 3))
    assert Circumstance.INDETERMINATE in cases[FIRST].circumstances


days = st.dates(date(2008, 1, 1), date(2016, 12, 31))
lengths = st.integers(1, 2500).map(lambda length: timedelta(days=length))


@st.composite
def simulated_lives(draw) -> Record:
    """Sentences and orders, receptions, transfers, releases and recalls, officers who take turns, and handovers."""
    passed = [sentence(draw(days), years=draw(st.integers(1, 6))) for _ in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        passed.append(sentence(draw(days), indeterminate=True, tariff_on=draw(st.none() | days)))
    orders = [Served(uuid4(), made, made + draw(lengths), "WMP", custodial=False) for made in draw(st.lists(days, max_size=2))]
    served = [*with_ends(passed, draw(st.none() | days)), *orders]
    moves = sorted(draw(st.lists(days, max_size=6, unique=True)))
    prisons = [draw(st.sampled_from(["RHI", "LWI", None])) for _ in moves]
    stays = [
        Span(prison, since, until) for prison, since, until in zip(prisons, moves, [*moves[1:], None][: len(moves)], strict=True)
    ]
    takes = sorted(draw(st.lists(days, max_size=3, unique=True)))
    managers = [Officer(ResponsibleRole.OFFENDER_MANAGER, f"M{place}", provider="LDN") for place, _ in enumerate(takes)]
    dates = draw(st.fixed_dictionaries({}, optional={"CRD": days, "PED": days, "TARIFF": days}))
    known = Known(dates, recalled=[(moves[0], None)] if moves and draw(st.booleans()) else [])
    return Record(
        [Sentence(one.starts_on, one.ends_on, one.provider, one.custodial) for one in served],
        [Span(who, since, until) for who, since, until in zip(managers, takes, [*takes[1:], None][: len(takes)], strict=True)],
        [Span(Officer(ResponsibleRole.OFFENDER_SUPERVISOR, "S", establishment_code="RHI"), draw(days))],
        [Span(stay.what, stay.since, stay.until) for stay in stays if stay.what is not None],
        cases=[Span(case, since) for since, case in handover_cases(served, known)],
    )


@given(simulated_lives(), days)
def test_in_a_simulated_life_every_day_of_a_sentence_has_exactly_one_responsible_officer(life: Record, day: date):
    found = responsible_on(life, day)
    running = [one for one in life.sentences if one.runs_on(day)]

    assert (found is None) == (not running)
    if found is not None and found.responsible is Responsibility.COMMUNITY:
        covering = [span.what for span in life.managers if span.covers(day)]
        assert len(covering) <= 1
        assert found.officer in (covering or [Officer(ResponsibleRole.DUTY_OFFICER, provider=found.officer.provider)])
        assert found.officer.provider in {one.provider for one in running} | {"LDN"}
    elif found is not None:
        assert [stay.what for stay in life.stays if stay.covers(day)] == [found.officer.establishment_code]
