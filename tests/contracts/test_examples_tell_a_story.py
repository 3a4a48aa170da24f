"""The examples of a document, sent in order, are accepted: whoever copies one gets an answer, not a lesson."""

import pytest

from architecture.documents import guarded
from contracts.conftest import Told
from house.estate import Estate
from house.services import NAMES, document_named, settings_named
from noms.chassis.identity.issuer import DevelopmentIssuer

NEEDS_A_PAST = {
    "POST /v1/orders/{order_id}/warnings",
    "POST /v1/orders/{order_id}/breaches",
    "POST /v1/breaches/{breach_id}/outcome",
    "POST /v1/matches/{match_id}/decisions",
    "POST /v1/sessions/{session_id}/attendance",
    "POST /v1/referrals/{referral_id}/completion-evidence",
    "POST /v1/agreements/{agreement_id}/targets",
    "POST /v1/agreements/{agreement_id}/returns",
    "POST /v1/agreements/{agreement_id}/returns/{measure_code}/{period}",
    "POST /v1/agreements/{agreement_id}/periods/{period_id}/audit-samples",
    "POST /v1/agreements/{agreement_id}/periods/{period_id}/audit-samples/{sample_id}/findings",
    "POST /v1/agreements/{agreement_id}/termination-decision",
}
"""Acts that a rule refuses on a day like this: nobody has missed a session, no event was counted, the years shown are closed,
no two records are alike."""


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_accepted(name: str, told: Told, estate: Estate, jwks: str, issuer: DevelopmentIssuer):
    story = told(name, settings_named(name, estate, jwks, issuer))
    acts = {str(operation) for operation in guarded(document_named(name)) if operation.method != "get"}
    refused = {act: answer.text for act, answer in story.answers.items() if not answer.is_success}

    assert set(refused) <= NEEDS_A_PAST, "\n".join(f"{act}: {text}" for act, text in refused.items() if act not in NEEDS_A_PAST)
    assert acts - set(story.answers) <= NEEDS_A_PAST
    assert any(answer.status_code == 201 for answer in story.answers.values())
