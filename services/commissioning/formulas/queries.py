"""The published formula as readers see it."""

from collections.abc import Sequence

from noms.contracts.commissioning.formulas import (
    BandCutView,
    DomainWeightsView,
    FormulaList,
    FormulaView,
    GatewayCapRule,
)
from services.commissioning.formulas.rules import FORMULAS, Formula

_SAME_IN_BOTH = (
    "version", "frozen_on", "in_force_from", "lowest_band", "top_band", "smallest_group", "small_denominator",
    "insufficient_band", "return_grace_working_days", "most_bands_moderated",
)  # fmt: skip
_FRACTIONS = (
    "floor_score", "target_score", "stretch_score", "lowest_score", "highest_score", "top_band_percentile", "comparator_share",
    "small_number_weight", "unrated_weight_allowed",
)  # fmt: skip


def published(formulas: Sequence[Formula] = FORMULAS) -> FormulaList:
    """Every version, the latest first."""
    return FormulaList(data=[formula_view(formula) for formula in sorted(formulas, key=lambda f: -f.version)])


def formula_view(formula: Formula) -> FormulaView:
    """A version with every number of it; fractions as they are, so that nobody rounds them."""
    exact = {name: str(getattr(formula, name)) for name in _FRACTIONS}
    return FormulaView.model_validate(
        {
            **{name: getattr(formula, name) for name in _SAME_IN_BOTH},
            **exact,
            "band_cuts": [BandCutView(score_at_least=str(cut), band=band) for cut, band in formula.band_cuts],
            "gateway_caps": [GatewayCapRule(state=state, cap=cap) for state, cap in formula.gateway_caps.items()],
            "domain_weights": [
                DomainWeightsView(group=group, **{domain.value: weight for domain, weight in weights.items()})
                for group, weights in formula.domain_weights.items()
            ],
        }
    )
