"""Settlement runs of a period: entitlement line by line, and what each run posted."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.wire import Line, Pence, View


class LineKind(StrEnum):
    """What a line of a settlement pays for."""

    PROGRAMME_COMPLETIONS = "programme_completions"
    SERVICE_FEE = "service_fee"


class SettlementLineView(View):
    """One line of a settlement, with the working that leads to its pence."""

    kind: LineKind
    quantity: Line = Field(description="What was counted and is paid for, as an exact fraction such as 7 or 720/73.")
    entitlement_pence: Pence
    posted_pence: Pence = Field(description="Entitlement less what earlier runs of the period posted for this line.")
    working: Line


class SettlementView(View):
    """One settlement run of a period. A later run never edits an earlier one: it posts the difference."""

    run_number: int = Field(ge=1)
    rule_version: int = Field(ge=1)
    inputs_hash: Line = Field(description="SHA-256 of everything it was computed from: same inputs, same rule, same pence.")
    entitlement_pence: Pence
    posted_pence: Pence
    lines: list[SettlementLineView]
