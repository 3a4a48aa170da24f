"""What is asked of whom: each page, and the processes that answer it side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from uuid import UUID

from bench.load import Target

SERVICES = ("commissioning", "offender_mgmt", "interventions")
PORTS = {
    "offender_mgmt": 9201,
    "bare": 9202,
    "orm": 9203,
    "commissioning": 9204,
    "interventions": 9205,
    "bare_commissioning": 9206,
}
APPLICATIONS = {
    "offender_mgmt": "services.offender_mgmt.main:application",
    "bare": "bench.variants:bare",
    "orm": "bench.variants:orm",
    "commissioning": "services.commissioning.main:application",
    "interventions": "services.interventions.main:application",
    "bare_commissioning": "bench.variants:bare_commissioning",
}
OF_CASES = {"product": "offender_mgmt", "bare": "bare", "orm": "orm"}
OF_AGREEMENTS = {"product": "commissioning", "bare": "bare_commissioning"}
TRUSTS = ("LDN", "WMP", "MCG", "LCS", "MRS", "HPS", "KNT", "TVP", "WPT", "YSW")
ON = "2011-06-30"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: which process answers it as which variant, and the paths that are asked in turn."""

    name: str
    processes: Mapping[str, str]
    paths: Sequence[str]
    token: str

    def targets(self) -> Mapping[str, Target]:
        """Where each variant is asked; only the product looks at the token."""
        authorised = f"Authorization: Bearer {self.token}\r\n"
        return {
            variant: Target(PORTS[process], self.paths, authorised if variant == "product" else "")
            for variant, process in self.processes.items()
        }


def agreement_ids() -> list[UUID]:
    """The agreements that bench/agreements.sql makes."""
    return [UUID(md5(f"agreement{n}".encode(), usedforsecurity=False).hexdigest()) for n in range(1, 201)]


def pages(crns: Sequence[str], *, trust_token: str, auditor_token: str) -> list[Page]:
    """The pages of a run: a trust reads its cases, an auditor reads what was bought."""
    return [
        Page("case file", OF_CASES, [f"/v1/persons/{crn}/case-file" for crn in crns], trust_token),
        Page("case list", OF_CASES, ["/v1/cases"], trust_token),
        Page("scorecard", OF_AGREEMENTS, [f"/v1/scorecards/providers/{trust}" for trust in TRUSTS], auditor_token),
        Page("agreement text", OF_AGREEMENTS, [f"/v1/agreements/{each}/text?on={ON}" for each in agreement_ids()], auditor_token),
    ]
