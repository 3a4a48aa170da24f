"""The fee of a contract year after indexation: which published value counts, and what holds while it is late."""

from datetime import date

from noms.contracts.commissioning.settlement_facts import IndexFact
from noms.contracts.commissioning.terms import Indexation
from services.commissioning.indexation import rules
from services.commissioning.prices.rules import ContractYear, numbered_year

CLAUSE = Indexation(index="RPI", indexed_share_percent="60", base_month="2010-01", base_value="220.0", reference_month=1)
SECOND_YEAR = ContractYear(date(2011, 4, 1), date(2012, 3, 31))


def published(month: str, value: str, **changes: object) -> IndexFact:
    return IndexFact.model_validate({"index": "RPI", "month": month, "value": value, "published_on": f"{month}-20"} | changes)


def test_the_reference_month_is_the_last_of_its_name_that_is_over_when_the_year_begins():
    april, march = CLAUSE.model_copy(update={"reference_month": 4}), CLAUSE.model_copy(update={"reference_month": 3})

    assert rules.reference_month(CLAUSE, SECOND_YEAR) == "2011-01"
    assert rules.reference_month(march, SECOND_YEAR) == "2011-03"
    assert rules.reference_month(april, SECOND_YEAR) == "2010-04"


def test_a_year_that_looks_to_the_price_base_is_not_indexed():
    fee = rules.indexed_fee(2_400_000_000, CLAUSE, numbered_year(date(2010, 4, 1), 1), [])

    assert (fee.fee_pence, fee.factor, fee.provisional) == (2_400_000_000, 1, False)


def test_a_year_whose_month_lies_before_the_price_base_is_not_indexed_backwards():
    """Priced at April 2011, from 1 April 2011, by the index of January: a lower value of before takes nothing off."""
    priced_later = CLAUSE.model_copy(update={"base_month": "2011-04"})

    fee = rules.indexed_fee(2_400_000_000, priced_later, SECOND_YEAR, [published("2011-01", "210")])
    assert (fee.fee_pence, fee.factor, fee.provisional) == (2_400_000_000, 1, False)


def test_a_fee_without_an_index_stays_as_it_is():
    assert rules.indexed_fee(2_400_000_000, None, SECOND_YEAR, []).fee_pence == 2_400_000_000


def test_without_the_index_value_the_last_known_one_counts_and_the_fee_is_provisional():
    fee = rules.indexed_fee(2_400_000_000, CLAUSE, SECOND_YEAR, [published("2010-11", "226.6")])

    assert (fee.fee_pence, fee.provisional) == (2_443_200_000, True)
    assert fee.working.endswith("RPI of 2010-11; RPI of 2011-01 is not published yet, provisional")


def test_without_any_value_the_price_base_counts_for_the_time_being():
    fee = rules.indexed_fee(2_400_000_000, CLAUSE, SECOND_YEAR, [published("2011-06", "240")])

    assert (fee.fee_pence, fee.provisional) == (2_400_000_000, True)


def test_a_later_revision_of_the_index_does_not_reopen_the_fee():
    facts = [published("2011-01", "231", revision=True, published_on="2011-06-20"), published("2011-01", "229.9")]

    assert rules.indexed_fee(2_400_000_000, CLAUSE, SECOND_YEAR, facts).fee_pence == 2_464_800_000


def test_where_revisions_reopen_the_last_one_counts():
    reopening = CLAUSE.model_copy(update={"revisions_reopen": True})
    facts = [
        published("2011-01", "233.2", revision=True, published_on="2011-07-20"),
        published("2011-01", "231", revision=True, published_on="2011-06-20"),
        published("2011-01", "229.9"),
    ]

    assert rules.indexed_fee(2_400_000_000, reopening, SECOND_YEAR, facts).fee_pence == 2_486_400_000


def test_values_of_another_index_do_not_count():
    assert rules.indexed_fee(2_400_000_000, CLAUSE, SECOND_YEAR, [published("2011-01", "300", index="CPI")]).provisional
