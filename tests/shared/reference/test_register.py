"""The register of organisations: everybody once, with identifiers, what they hung on, and who came before and after."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.reference.establishments import load_establishments
from noms.reference.existence import Existence, Organisation
from noms.reference.faults import ReferenceListFault, UnknownCode
from noms.reference.lineage import load_successions, predecessors, successors
from noms.reference.links import links_of, load_links
from noms.reference.organisations import (
    OrganisationKind,
    Scheme,
    _company,
    load_companies,
    load_listed_identifiers,
    load_listed_organisations,
)
from noms.reference.private_prisons import load_private_prison_contracts
from noms.reference.reading import read_text
from noms.reference.register import load_organisations, organisation, prison_id
from noms.reference.successions import Relation

BOARD, TRUST = OrganisationKind.PROBATION_BOARD, OrganisationKind.PROBATION_TRUST
NOMS_DAYS = st.dates(date(2004, 6, 1), date(2017, 3, 31))


def in_being(day: str) -> Counter[OrganisationKind]:
    when = date.fromisoformat(day)
    return Counter(known.kind for known in load_organisations() if known.existence_on(when) is Existence.IN_BEING)


def trusts_begun(day: str) -> set[str]:
    return {known.identifiers[1].identifier for known in load_organisations() if known.kind is TRUST and known.valid_from == day}


def test_no_two_organisations_share_an_id() -> None:
    ids = [known.id for known in load_organisations()]

    assert len(ids) == len(set(ids))


def test_every_organisation_that_is_linked_or_succeeds_is_in_the_register() -> None:
    ids = {known.id for known in load_organisations()}

    assert {end for link in load_links() for end in (link.child, link.parent)} <= ids
    assert {end for step in load_successions() for end in (step.predecessor, step.successor)} <= ids
    assert {row.code for row in load_listed_identifiers()} <= {row.code for row in load_listed_organisations()}


def test_an_id_that_nobody_has_is_refused() -> None:
    with pytest.raises(UnknownCode, match="organisations has no XI-NOMS-NOBODY"):
        organisation("XI-NOMS-NOBODY")


@pytest.mark.parametrize(
    ("day", "boards", "trusts"),
    [
        ("2001-03-31", 0, 0),
        ("2001-04-01", 42, 0),
        ("2008-03-31", 42, 0),
        ("2008-04-01", 36, 6),
        ("2009-03-31", 36, 6),
        ("2009-04-01", 34, 8),
        ("2010-03-31", 34, 8),
        ("2010-04-01", 0, 35),
        ("2014-05-31", 0, 35),
        ("2014-10-31", 0, 35),
        ("2014-11-01", 0, 0),
    ],
)
def test_forty_two_boards_became_thirty_five_trusts_in_three_waves(day: str, boards: int, trusts: int) -> None:
    """Source: SI 2009/547, SI 2010/191; six trusts: founding paper 001; dissolved on 31 October 2014: SI 2014/2704."""
    assert (in_being(day)[BOARD], in_being(day)[TRUST]) == (boards, trusts)


def test_the_first_two_waves_of_trusts_by_name() -> None:
    """Source: Hansard 3 March 2010 for Wales, SI 2009/547 for the second wave; the other four are general knowledge."""
    assert trusts_begun("2008-04-01") == {"DPP", "SWS", "HBS", "LTS", "MRS", "WMP"}
    assert trusts_begun("2009-04-01") == {"MCG", "LCS"}
    assert len(trusts_begun("2010-04-01")) == 29


@pytest.mark.parametrize(
    ("trust", "direct"),
    [
        ("DTV", {"BOARD-DRH", "BOARD-TES"}),
        ("NSP", {"BOARD-NFK", "BOARD-SFK"}),
        ("SSP", {"BOARD-SRY", "BOARD-SSX"}),
        ("SWM", {"BOARD-STF", "BOARD-MLW"}),
        ("WPT", {"TRUST-DPP", "TRUST-SWS", "BOARD-GWT", "BOARD-WSN"}),
    ],
)
def test_the_five_mergers_of_april_2010(trust: str, direct: set[str]) -> None:
    """Source: the names of the trusts in SI 2014/2704; Wales in Hansard 3 March 2010."""
    before = {step.organisation_id for step in predecessors(f"XI-NOMS-TRUST-{trust}") if step.distance == 1}

    assert before == {f"XI-NOMS-{code}" for code in direct}


def test_each_of_the_42_boards_leads_to_exactly_one_of_the_35_trusts() -> None:
    boards = [known for known in load_organisations() if known.kind is BOARD]
    day = date(2010, 4, 1)
    last = {
        board.id: [
            step.organisation_id
            for step in successors(board.id)
            if organisation(step.organisation_id).kind is TRUST
            and organisation(step.organisation_id).existence_on(day) is Existence.IN_BEING
        ]
        for board in boards
    }

    assert len(last) == 42
    assert {len(trusts) for trusts in last.values()} == {1}
    assert len({trusts[0] for trusts in last.values()}) == 35


def test_a_board_and_the_trust_after_it_share_their_code_and_are_two_organisations() -> None:
    both = [known for known in load_organisations() if "LDN" in {given.identifier for given in known.identifiers}]

    assert [(known.id, known.kind) for known in both] == [("XI-NOMS-BOARD-LDN", BOARD), ("XI-NOMS-TRUST-LDN", TRUST)]


@pytest.mark.parametrize(
    ("day", "roms", "doms"),
    [("2004-06-01", 10, 0), ("2008-03-31", 10, 0), ("2008-04-01", 8, 2), ("2009-03-31", 8, 2), ("2009-04-01", 0, 10)],
)
def test_offices_of_regional_offender_managers_gave_way_to_directors(day: str, roms: int, doms: int) -> None:
    """Source: founding paper 001 (merged pilots in London and Wales from 1 April 2008)."""
    assert (in_being(day)[OrganisationKind.ROM_OFFICE], in_being(day)[OrganisationKind.DOM_OFFICE]) == (roms, doms)


def test_139_prisons_were_certainly_in_being_in_mid_2010() -> None:
    assert in_being("2010-06-30")[OrganisationKind.ESTABLISHMENT] == 139


def test_a_prison_that_closed_in_a_month_is_undetermined_inside_it() -> None:
    albany = organisation("XI-NOMS-PRISON-ALI")

    assert [albany.existence_on(date(2009, month, 15)) for month in (3, 4, 5)] == [
        Existence.IN_BEING, Existence.UNDETERMINED, Existence.NOT_IN_BEING,
    ]  # fmt: skip
    assert (albany.valid_from, albany.valid_to) == (None, "2009-04")
    assert organisation("XI-NOMS-PRISON-AKI").valid_to == "2011-10-30"


@pytest.mark.parametrize(
    ("prison", "company", "name"),
    [
        ("ACI", "02984969", "FAZAKERLEY PRISON SERVICES LIMITED"),
        ("RHI", "03682678", "ONLEY PRISON SERVICES LIMITED"),
        ("DGI", "03471077", "MORETON PRISON SERVICES LIMITED"),
        ("DNI", "00242246", "SERCO LIMITED"),
        ("BMI", "00390328", "G4S CARE AND JUSTICE SERVICES (UK) LIMITED"),
    ],
)
def test_a_contracted_prison_is_run_by_the_company_that_has_the_contract(prison: str, company: str, name: str) -> None:
    """Source: symroe/prison-estate-data lists/contracted-out for companies and their numbers; two of them in SI 2008/2713."""
    [by] = [link for link in links_of(prison_id(prison)) if link.in_force_on(date(2012, 6, 30))]

    assert (by.relation, by.parent, organisation(by.parent).name) == (Relation.RUN_BY, f"GB-COH-{company}", name)


def test_birmingham_passed_from_the_line_to_a_contractor_and_wolds_came_back() -> None:
    """Source: private_prison_contracts.csv."""
    birmingham, wolds = prison_id("BMI"), prison_id("WOI")
    parent = {
        (prison, day): [link.parent for link in links_of(prison) if link.in_force_on(date.fromisoformat(day))]
        for prison, day in [(birmingham, "2011-09-30"), (birmingham, "2011-10-01"), (wolds, "2013-06-30"), (wolds, "2013-07-01")]
    }

    assert list(parent.values()) == [["XI-NOMS-HMPS"], ["GB-COH-00390328"], ["XI-NOMS-G4S"], ["XI-NOMS-HMPS"]]


def test_every_company_that_a_contract_names_has_its_number() -> None:
    named = {row.supplier_company for row in load_private_prison_contracts() if row.supplier_company}

    assert named <= {row.name for row in load_companies()}


@pytest.mark.parametrize("number", ["00000000", "1234567", "ABC12345", "sc123456"])
def test_a_placeholder_or_a_malformed_company_number_is_refused(number: str) -> None:
    content = f"company_number,kind,name,source\n{number},contractor,Contractor Ltd,a test\n"
    with pytest.raises(ReferenceListFault, match="is not a company number"):
        read_text("companies.csv", content, _company, lambda row: row.company_number)


def test_a_prison_has_its_codes_in_two_other_schemes_and_a_charity_its_number() -> None:
    rye_hill = {given.scheme: given.identifier for given in organisation("XI-NOMS-PRISON-RHI").identifiers}
    st_giles = {given.scheme: given.identifier for given in organisation("XI-NOMS-ST-GILES").identifiers}

    assert rye_hill == {Scheme.NOMS: "PRISON-RHI", Scheme.NOMIS: "RHI", Scheme.PRISON_REGISTER: "RH"}
    assert st_giles == {Scheme.NOMS: "ST-GILES", Scheme.CHARITY_COMMISSION: "801355"}


@pytest.mark.parametrize(
    ("day", "parent"), [("2004-06-01", "HO"), ("2007-05-08", "HO"), ("2007-05-09", "MOJ"), ("2017-03-31", "MOJ")]
)
def test_the_service_moved_from_the_home_office_to_the_ministry_of_justice(day: str, parent: str) -> None:
    """Source: founding paper 001."""
    found = [link.parent for link in links_of("XI-NOMS-NOMS") if link.in_force_on(date.fromisoformat(day))]

    assert found == [f"XI-NOMS-{parent}"]


@given(st.sampled_from(load_establishments()), NOMS_DAYS)
def test_an_open_prison_hangs_on_exactly_one_organisation(prison, day: date) -> None:
    if organisation(prison_id(prison.code)).existence_on(day) is Existence.IN_BEING:
        assert len([link for link in links_of(prison_id(prison.code)) if link.in_force_on(day)]) == 1


@given(st.sampled_from(load_organisations()), st.sampled_from(load_organisations()))
def test_one_comes_before_another_exactly_when_the_other_comes_after_it(one: Organisation, other: Organisation) -> None:
    before = {step.organisation_id for step in predecessors(other.id)}
    after = {step.organisation_id for step in successors(one.id)}

    assert (one.id in before) == (other.id in after)
    assert one.id not in after


@given(st.sampled_from([known for known in load_organisations() if known.kind in {BOARD, TRUST}]))
def test_a_body_ends_the_day_before_its_successor_begins_or_later(body: Organisation) -> None:
    for step in successors(body.id):
        if step.distance == 1 and organisation(step.organisation_id).kind is TRUST:
            begins = date.fromisoformat(str(organisation(step.organisation_id).valid_from))
            assert body.valid_to == (begins - timedelta(days=1)).isoformat()
