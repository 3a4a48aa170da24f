"""In which order the examples of a service can be told, where it is not the order of its document."""

from collections.abc import Mapping, Sequence

from contracts import (
    offender_mgmt_court_reports_story,
    offender_mgmt_custody_story,
    offender_mgmt_identity_story,
    offender_mgmt_responsibility_story,
    offender_mgmt_sentences_story,
)

AGREEMENT = "/v1/agreements/{agreement_id}"
DRAWN_UP = ("POST /v1/agreements", f"POST {AGREEMENT}/measures", f"PUT {AGREEMENT}/payment-terms", f"POST {AGREEMENT}/offer")
BEGUN = (
    *DRAWN_UP,
    f"POST {AGREEMENT}/commissioner-signature",
    f"POST {AGREEMENT}/provider-signature",
    f"POST {AGREEMENT}/commencement",
)
VARIATION = f"{AGREEMENT}/variations/{{variation_id}}"
OCCURRENCES, CONTESTS = f"POST {AGREEMENT}/occurrences", f"POST {AGREEMENT}/contests"

FIRST: Mapping[str, Sequence[str]] = {
    "commissioning": (
        *BEGUN,
        f"POST {AGREEMENT}/variations",
        f"POST {VARIATION}/commissioner-signature",
        f"POST {VARIATION}/provider-signature",
        f"POST {AGREEMENT}/payment-terms",
        OCCURRENCES,
        f"POST {AGREEMENT}/periods",
        f"POST {AGREEMENT}/periods/{{period_id}}/moderation",
    ),
    "offender_mgmt": offender_mgmt_custody_story.FIRST,
}
"""What is told before everything else, in this order."""

AFRESH: Mapping[str, Mapping[str, Sequence[str]]] = {
    "commissioning": {
        f"POST {AGREEMENT}/occurrences/{{occurrence_id}}/moves": (OCCURRENCES,),
        "POST /v1/contests/{contest_id}/withdrawal": (OCCURRENCES, CONTESTS),
        "POST /v1/notices/{notice_id}/withdrawal": (),
        f"POST {AGREEMENT}/step-in": (),
        "POST /v1/step-ins/{step_in_id}/extension": (),
        "POST /v1/step-ins/{step_in_id}/ending": (),
        f"POST {AGREEMENT}/termination": BEGUN,
        f"POST {AGREEMENT}/expiry-notice": BEGUN,
        f"POST {AGREEMENT}/end": (),
        f"POST {AGREEMENT}/offer-withdrawal": DRAWN_UP,
    },
    "offender_mgmt": {
        **offender_mgmt_court_reports_story.AFRESH,
        **offender_mgmt_custody_story.AFRESH,
        **offender_mgmt_sentences_story.AFRESH,
        **offender_mgmt_responsibility_story.AFRESH,
        **offender_mgmt_identity_story.AFRESH,
    },
}
"""What ends a thing, or may not follow what was told of it: told at last, in this order, after these acts were told once more."""

BY_ITSELF = {"POST /v1/settlements/simulate"}
"""Acts whose examples hold everything that they speak of."""

KNOWN_AS = {"settlement": "line_id"}
"""How an answer calls the identifier of a thing that is cited by its kind, where it is not `<kind>_id`."""
