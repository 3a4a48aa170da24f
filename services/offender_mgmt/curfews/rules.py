"""The first day of home detention curfew for one chain of sentences, before anything is taken off or put on."""

from datetime import date, timedelta

from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.releases.rules import FOUR_YEARS, Chain, Point

CURFEW_SHORTEST = Term(weeks=12)  # Source: Criminal Justice Act 2003 s.246(3)(a): six weeks of the half
CURFEW_QUARTER_BELOW = Term(months=18)  # Source: PSO 6700: from here on the 135 days decide, below it a quarter served
CURFEW_DAYS_BEFORE_HALF = 135  # Source: Criminal Justice Act 2003 s.246(1)(a), SI 2003/1602
CURFEW_LEAST_SERVED_DAYS = 28  # Source: Criminal Justice Act 2003 s.246(3)(b)
CURFEW_LEAST_AFTER_SENTENCE_DAYS = 14  # Source: PSO 6700: time for the assessment
CURFEW_REGIME = (date(2003, 7, 14), date(2023, 6, 5))  # Source: PSI 31/2003, SI 2003/1602; SI 2023/390 gives 180 days from then


def curfew_point(chain: Chain) -> Point | None:
    """The first day of home detention curfew before any adjustment; none for a length that is not eligible.

    Source: Criminal Justice Act 2003 s.246(3): a quarter of a shorter term; PSO 6700.
    """
    if not chain.lasts(CURFEW_SHORTEST) or chain.lasts(FOUR_YEARS):
        return None
    if chain.lasts(CURFEW_QUARTER_BELOW):
        served = chain.half_of(chain.days) - CURFEW_DAYS_BEFORE_HALF
        rule = f"{CURFEW_DAYS_BEFORE_HALF} days before half of {chain.days}"
    else:
        served = max(CURFEW_LEAST_SERVED_DAYS, -(-chain.days // 4))
        rule = f"a quarter of {chain.days} days, at least {CURFEW_LEAST_SERVED_DAYS}"
    return Point(chain.first_day + timedelta(days=served), rule)
