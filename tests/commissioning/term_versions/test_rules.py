"""When payment terms may be written, and from which day new ones may hold."""

from dataclasses import replace
from datetime import date

import pytest

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, AgreementState
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from services.commissioning.term_versions.rules import (
    Lasting,
    TermsObjection,
    Variation,
    Version,
    begins_a_year,
    objection_to_draft,
    objection_to_variation,
    terms_hash,
    vat_fault,
)

FIVE_YEARS = Lasting(AgreementState.LIVE, date(2010, 4, 1), date(2015, 3, 31))
DRAFT = replace(FIVE_YEARS, state=AgreementState.DRAFT)
FIRST = Version(date(2010, 4, 1), date(2010, 4, 1))


def terms(**changes: object) -> PaymentTerms:
    return PaymentTerms.model_validate(PLAIN_TERMS | {"ends_on": "2015-03-31"} | changes)


SIGNED = Variation(signed_by_both=True, effective_on=date(2012, 4, 1), brings=terms())


@pytest.mark.parametrize("state", [state for state in AgreementState if state is not AgreementState.DRAFT])
def test_terms_are_written_in_a_draft_alone(state: AgreementState):
    assert objection_to_draft(replace(FIVE_YEARS, state=state), terms()) is TermsObjection.TEXT_IS_SETTLED
    assert objection_to_draft(DRAFT, terms()) is None


@pytest.mark.parametrize("days", [{"commenced_on": "2010-03-31"}, {"ends_on": "2015-04-01"}])
def test_terms_hold_on_days_of_the_agreement(days: dict[str, str]):
    assert objection_to_draft(DRAFT, terms(**days)) is TermsObjection.OUTSIDE_THE_AGREEMENT


def test_a_service_may_commence_after_the_agreement_does():
    assert objection_to_draft(DRAFT, terms(commenced_on="2010-10-01")) is None


@pytest.mark.parametrize(
    ("variation", "from_day", "changes", "standing", "objection"),
    [
        ({}, date(2012, 4, 1), {}, [FIRST], None),
        ({"signed_by_both": False}, date(2012, 4, 1), {}, [FIRST], TermsObjection.VARIATION_NOT_SIGNED),
        ({"brings": None}, date(2012, 4, 1), {}, [FIRST], TermsObjection.NOT_IN_THE_VARIATION),
        ({"brings": terms()}, date(2012, 4, 1), {"annual_fee_pence": 102}, [FIRST], TermsObjection.OTHER_TERMS_WERE_SIGNED),
        ({}, date(2013, 4, 1), {}, [FIRST], TermsObjection.ANOTHER_EFFECTIVE_DAY),
        ({}, date(2012, 4, 1), {"commenced_on": "2011-04-01"}, [FIRST], TermsObjection.ANOTHER_COMMENCEMENT),
        ({"effective_on": date(2012, 7, 1)}, date(2012, 7, 1), {}, [FIRST], TermsObjection.WITHIN_A_CONTRACT_YEAR),
        ({}, date(2012, 4, 1), {}, [FIRST, Version(date(2012, 4, 1), date(2010, 4, 1))], TermsObjection.VERSIONS_OVERLAP),
        ({}, date(2012, 4, 1), {}, [FIRST, Version(date(2013, 4, 1), date(2010, 4, 1))], TermsObjection.VERSIONS_OVERLAP),
        ({}, date(2012, 4, 1), {"ends_on": "2015-04-01"}, [FIRST], TermsObjection.OUTSIDE_THE_AGREEMENT),
        ({}, date(2012, 4, 1), {"commenced_on": "2012-04-01"}, [], None),
    ],
)
def test_new_terms_need_a_signed_variation_and_begin_with_a_contract_year(
    variation: dict[str, object],
    from_day: date,
    changes: dict[str, object],
    standing: list[Version],
    objection: TermsObjection | None,
):
    signed = replace(SIGNED, **({"brings": terms(**changes)} | variation))  # type: ignore[arg-type]  # the table holds each by its name

    assert (
        objection_to_variation(FIVE_YEARS, terms(**changes), from_day=from_day, variation=signed, standing=standing) is objection
    )


def test_a_draft_needs_no_variation():
    told = objection_to_variation(DRAFT, terms(), from_day=date(2012, 4, 1), variation=SIGNED, standing=[FIRST])

    assert told is TermsObjection.STILL_A_DRAFT


def test_a_year_that_commenced_on_29_february_begins_on_1_march_where_there_is_none():
    commenced_on = date(2012, 2, 29)

    assert begins_a_year(commenced_on, date(2013, 3, 1))
    assert begins_a_year(commenced_on, date(2016, 2, 29))
    assert not begins_a_year(commenced_on, date(2013, 2, 28))
    assert not begins_a_year(commenced_on, date(2011, 3, 1))


@pytest.mark.parametrize(
    ("instrument", "vat", "codes"),
    [
        (AgreementInstrument.CONTRACT, "standard", []),
        (AgreementInstrument.SLA, "crown_body", []),
        (AgreementInstrument.CONTRACT, "crown_body", ["vat_of_the_instrument"]),
        (AgreementInstrument.SLA, "standard", ["vat_of_the_instrument"]),
    ],
)
def test_an_sla_bears_no_vat_and_a_contract_does(instrument: AgreementInstrument, vat: str, codes: list[str]):
    faults = vat_fault(instrument, terms(vat=vat), "/terms")

    assert [fault.code for fault in faults] == codes
    assert all(fault.pointer == "/terms/vat" for fault in faults)


def test_the_same_terms_have_the_same_hash_and_a_penny_more_another():
    assert terms_hash(terms()) == terms_hash(PaymentTerms.model_validate_json(terms().model_dump_json()))
    assert terms_hash(terms()) != terms_hash(terms(annual_fee_pence=2_400_000_001))
