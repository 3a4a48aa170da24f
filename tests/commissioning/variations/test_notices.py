"""Mandatory changes over HTTP: from today on, and never of what is bought, paid or protects."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, breach_measure, completions_line, completions_measure
from builders.commissioning.returns import BELMARSH, HIGH_SECURITY, months_ago, prison_agreement
from builders.commissioning.variations import a_variation, post, proposed, refused
from house.estate import Estate
from house.running import Running
from noms.chassis.clock import today
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from noms.contracts.commissioning.variation_views import VariationView

pytestmark = pytest.mark.usefixtures("clean_slate")

ONE_DAY = timedelta(days=1)
HARDER = {"measures": [completions_measure(floor="95")]}
UNPAID_WORK = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 1000, "unit_price_pence": 900}


async def by_notice(service: Running, **changes: Any) -> tuple[str, str]:
    """An agreement whose days include today, and the path of a mandatory change of it that nobody has signed."""
    agreement = await prison_agreement(service, completions_measure(), breach_measure())
    told = {"kind": "mandatory", "effective_on": str(today()), "changes": HARDER} | changes
    return agreement, await proposed(service, agreement, HIGH_SECURITY, **told)


async def test_a_mandatory_change_is_made_by_notice_of_the_commissioner_alone(service: Running):
    _, path = await by_notice(service, effective_on=str(today() + ONE_DAY))

    assert await refused(service, BELMARSH, f"{path}/provider-signature", a_signature()) == (409, "needs_no_signature")
    made = VariationView.model_validate_json(
        (await post(service, HIGH_SECURITY, f"{path}/commissioner-signature", a_signature(signed_on=str(today())))).content
    )
    assert (made.state, made.clause, made.text_number) == ("settled", "NOTICE-OF-CHANGE", 2)
    assert (made.price_effect_pence, made.price_effect_on) == (0, None)


async def test_no_notice_speaks_of_days_before_the_one_on_which_it_is_entered(service: Running):
    """What day it bears is nothing to the provider, who did not sign it."""
    agreement, path = await by_notice(service)
    early = a_variation(kind="mandatory", effective_on=str(today() - ONE_DAY), changes=HARDER)

    assert await refused(service, HIGH_SECURITY, f"/v1/agreements/{agreement}/variations", early) == (409, "notice_too_late")
    assert await refused(service, HIGH_SECURITY, f"{path}/commissioner-signature", a_signature()) == (201, "")


async def test_a_notice_that_waited_until_its_day_was_over_is_not_settled(
    service: Running, estate: Estate, commissioning_database: str
):
    _, path = await by_notice(service)
    yesterday = "UPDATE variation SET effective_on = effective_on - 1"
    await asyncio.to_thread(estate.administer, yesterday, database=commissioning_database)

    assert await refused(service, HIGH_SECURITY, f"{path}/commissioner-signature", a_signature()) == (409, "notice_too_late")


@pytest.mark.parametrize(
    "changes",
    [
        {"struck_measures": ["programme_completions"]},
        {"clauses": [{"code": "NOTICE-OF-CHANGE", "wording": "The commissioner ends it at will, without payment."}]},
        {"clauses": [{"code": "ISSUE-RESOLUTION", "wording": "The commissioner decides."}]},
        {"clauses": [{"code": "FINANCIAL-PROTOCOL", "wording": "The commissioner pays what it thinks fit."}]},
    ],
    ids=str,
)
async def test_no_notice_takes_what_protects_the_provider(service: Running, changes: dict[str, Any]):
    agreement = await prison_agreement(service, completions_measure(), breach_measure())
    path, notice = f"/v1/agreements/{agreement}/variations", {"kind": "mandatory", "effective_on": str(today())}

    assert await refused(service, HIGH_SECURITY, path, a_variation(**notice, changes=changes)) == (409, "protection_needs_both")
    assert await refused(service, HIGH_SECURITY, path, a_variation(effective_on=str(today()), changes=changes)) == (201, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"lines": [completions_line(unit_price_pence=1)]},
        {"lines": [completions_line(annual_volume=999_999)]},
        {"lines": [UNPAID_WORK]},
        {"lines": [UNPAID_WORK | {"unit_price_pence": 0}]},
        {"annual_fee_pence": 100},
        {"parties": [{"organisation": "NACRO", "name": "Nacro", "role": "subcontractor", "body": "voluntary_body"}]},
        {
            "payment_terms": PLAIN_TERMS
            | {"commenced_on": f"{months_ago(-6)}", "ends_on": f"{months_ago(-8)}", "vat": "crown_body"}
        },
    ],
    ids=lambda given: next(iter(given)),
)
async def test_no_notice_sets_a_price_or_a_party(service: Running, changes: dict[str, Any]):
    agreement = await prison_agreement(service, completions_measure())
    path, day = f"/v1/agreements/{agreement}/variations", f"{months_ago(-6)}"

    assert await refused(service, HIGH_SECURITY, path, a_variation(kind="mandatory", effective_on=day, changes=changes)) == (
        409,
        "price_needs_both",
    )
    assert await refused(service, HIGH_SECURITY, path, a_variation(effective_on=day, changes=changes)) == (201, "")
