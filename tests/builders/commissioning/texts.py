"""Parts of texts as the rules see them, valid by default: completions in London from April 2010, bought by one office."""

from datetime import date
from typing import Any

from noms.contracts.commissioning.text_views import LineView, PartyView
from services.commissioning.layers.rules import Layer
from services.commissioning.texts.rules import Text

STARTS_ON, ENDS_ON = date(2010, 4, 1), date(2013, 3, 31)


def a_line(**changes: Any) -> LineView:
    return LineView.model_validate(
        {
            "specification": "PROGRAMME-COMPLETION", "specification_version": 1, "unit_of_output": "programme_completion",
            "restricted_probation_provision": False, "place": "LDN", "annual_volume": 365, "unit_price_pence": 150_000,
            "from_day": STARTS_ON, "to_day": None, "text_number": 1,
        }
        | changes
    )  # fmt: skip


def court_reports(**changes: Any) -> LineView:
    return a_line(
        **{"specification": "COURT-REPORTS", "unit_of_output": "report", "restricted_probation_provision": True} | changes
    )


def a_party(role: str = "provider", body: str = "probation_trust", **changes: Any) -> PartyView:
    return PartyView.model_validate(
        {
            "organisation": "LDN", "name": "London Probation Trust", "role": role, "body": body, "share_percent": None,
            "delivers": [], "from_day": STARTS_ON, "to_day": None, "text_number": 1,
        }
        | changes
    )  # fmt: skip


def a_text(*parts: LineView | PartyView) -> Text:
    """A text of these parts; without any line it buys completions, without any party the trust provides."""
    lines = tuple(part for part in parts if isinstance(part, LineView))
    parties = tuple(part for part in parts if isinstance(part, PartyView))
    return Text(lines=lines or (a_line(),), parties=parties or (a_party(),), measures=(), clauses=(), fees=())


def a_layer(part: str, text_number: int, from_day: date, to_day: date | None = None, *, struck: bool = False) -> Layer[str]:
    """A part of the text that is nothing but a word."""
    return Layer(part, text_number, from_day, to_day, struck)
