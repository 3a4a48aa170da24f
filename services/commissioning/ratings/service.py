"""Rating a computation and keeping the rating as it was given."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.ratings import DomainScoreView, MeasureScoreView, RatingView
from services.commissioning.ratings import rules
from services.commissioning.ratings.tables import RatingRow


def give_rating(
    session: AsyncSession, *, agreement_id: UUID, computation_id: UUID, from_day: date, outturns: Iterable[rules.Outturn]
) -> RatingView:
    """Rate the outturns of a computation by the formula in force when the period began."""
    rating = rules.rate(outturns, rules.formula_on(from_day))
    view = rating_view(rating)
    session.add(
        RatingRow(
            computation_id=computation_id,
            agreement_id=agreement_id,
            formula_version=rating.formula_version,
            band=rating.band,
            exact_score=str(rating.score) if rating.score is not None else None,
            rating=view.model_dump(mode="json"),
        )
    )
    return view


def rating_view(rating: rules.Rating) -> RatingView:
    """A rating as readers see it: scores to three decimals."""
    return RatingView(
        formula_version=rating.formula_version,
        band=rating.band,
        score=three_decimals(rating.score),
        because=list(rating.because),
        share_from_events_percent=round(float(100 * rating.share_from_events), 1),
        domains=[
            DomainScoreView(
                domain=domain.domain,
                score=three_decimals(domain.score),
                weight=float(domain.weight),
                insufficient=domain.insufficient,
            )
            for domain in rating.domains
        ],
        measures=[measure_view(measure) for measure in rating.measures],
    )


def measure_view(measure: rules.MeasureScore) -> MeasureScoreView:
    """The score of one measure as readers see it."""
    lowest, highest = measure.interval or (None, None)
    return MeasureScoreView(
        measure_code=measure.measure_code,
        domain=measure.domain,
        score=three_decimals(measure.score),
        lowest_score=three_decimals(lowest),
        highest_score=three_decimals(highest),
        weight_counted=float(measure.weight),
        small_number=measure.small_number,
        missing=measure.missing,
    )


def three_decimals(exact: Fraction | None) -> float | None:
    """An exact figure as readers see it."""
    return None if exact is None else round(float(exact), 3)
