"""Until when a provider stays what it is, with the same office buying from it."""

from datetime import date

import pytest

from services.commissioning.mandates.queries import buyer_at, last_day_of, last_day_of_buyer, last_day_of_sale, sold_on

FAR = date(2099, 12, 31)


@pytest.mark.parametrize(
    ("provider", "starts_on", "last"),
    [
        ("LDN", date(2010, 4, 1), date(2014, 5, 31)),
        ("STF", date(2009, 4, 1), date(2010, 3, 31)),
        ("BMI", date(2010, 4, 1), date(2011, 9, 30)),
        ("BMI", date(2011, 10, 1), date(2026, 9, 30)),
        ("WOI", date(2011, 4, 1), date(2013, 6, 30)),
        ("DNI", date(2009, 4, 1), date(2026, 9, 30)),
        ("RHI", date(2004, 6, 1), date(2008, 3, 31)),
        ("RHI", date(2010, 4, 1), date(2026, 1, 20)),
        ("BAI", date(2010, 4, 1), FAR),
    ],
)
def test_an_agreement_lasts_no_longer_than_what_it_rests_on(provider: str, starts_on: date, last: date):
    """Sources: probation_areas.csv (trusts delivered until 31 May 2014, boards until 31 March 2010), private_prison_contracts.csv
    (Birmingham private from October 2011, Wolds public from July 2013, Doncaster's second contract without a gap, Rye Hill until
    January 2026), responsibilities.csv (who bought from private prisons in 2008-09 is unclear; High Security without an end)."""
    assert last_day_of(provider, starts_on, FAR) == last
    assert last_day_of(provider, starts_on, last) == last


@pytest.mark.parametrize(
    ("commissioner", "place", "first", "last"),
    [
        ("YJB", "ASI", date(2010, 4, 1), date(2013, 7, 18)),
        ("UKBA", "DVI", date(2010, 4, 1), date(2013, 3, 31)),
        ("YJB", "PRI", date(2010, 4, 1), date(2017, 3, 31)),
    ],
)
def test_what_is_bought_from_noms_ends_with_its_row_or_with_noms(commissioner: str, place: str, first: date, last: date):
    """Source: further_responsibilities.csv, organisations.csv."""
    assert last_day_of_sale(commissioner, place, first, FAR) == last
    assert sold_on("LON", place, first) is None


def test_at_a_place_its_own_office_buys_and_nobody_where_there_is_no_such_place():
    day = date(2010, 6, 30)

    assert [buyer_at(code, day) for code in ("RHI", "WWI", "BAI", "LDN", "ZZZ")] == ["NOMS", "LON", "HSE", "LON", None]


def test_an_office_buys_at_a_prison_until_another_does():
    """Source: private_prison_contracts.csv, Birmingham private from 1 October 2011, when NOMS buys."""
    assert last_day_of_buyer("BMI", date(2010, 4, 1), FAR) == date(2011, 9, 30)
    assert last_day_of_buyer("BMI", date(2011, 10, 1), date(2013, 3, 31)) == date(2013, 3, 31)
