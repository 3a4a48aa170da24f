"""Chains put together: the latest release, the latest expiry, and the dates that nobody needs left out. Source: PSO 6650."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from noms.contracts.offender_mgmt.key_date_views import AdjustmentStep, KeyDateStep, KeyDatesView, LengthView
from noms.contracts.offender_mgmt.key_dates import KeyDate
from services.offender_mgmt.adjustments.rules import RELEASES, Adjustment, Served, Spell, Step, ids_of, serve, spells_of
from services.offender_mgmt.curfews.rules import CURFEW_LEAST_AFTER_SENTENCE_DAYS, CURFEW_REGIME, curfew_point
from services.offender_mgmt.releases.rules import FOUR_YEARS, Chain, post_recall_release
from services.offender_mgmt.terms.rules import at_least, length_days, period_between

RULE_VERSION = 1  # House rule: 0070

_CURFEW_SOURCE = "Criminal Justice Act 2003 s.246; PSO 6700"
_RECALL_SOURCE = "Criminal Justice Act 2003 ss.254 to 255C"


@dataclass(frozen=True, slots=True)
class KeyDates:
    """What applies to the person."""

    steps: tuple[Step, ...]
    first_day: date
    effective_end: date
    counted: tuple[Adjustment, ...]


def key_dates(chains: Sequence[Chain], adjustments: Iterable[Adjustment], *, sex_offender_register: bool) -> KeyDates:
    """The dates that apply to somebody who serves all these chains, with the step that led to each."""
    spells = spells_of(chains, adjustments)
    in_spells = [[serve(chain, spell.moves) for chain in spell.chains] for spell in spells]
    served = [one for spell in in_spells for one in spell]
    recalled = recall_steps(served)
    longest = max(chains, key=lambda chain: chain.last_day)
    first_day, effective_end = min(chain.first_day for chain in chains), longest.last_day
    curfew = [] if sex_offender_register or recalled else curfew_steps(in_spells[-1], spells[-1], served)
    effective = Step(
        KeyDate.ESED, effective_end, effective_end, ids_of(longest), "the latest expiry before any adjustment", "PSO 6650"
    )
    steps = (*expiry_steps(served), *release_steps(served), *recalled, *curfew, effective)
    return KeyDates(steps, first_day, effective_end, tuple(one for spell in spells for one in spell.moves.counted))


def expiry_steps(served: Sequence[Served]) -> list[Step]:
    """When everything has expired: one date where the licence lasts as long as the sentence, otherwise two."""
    end = latest([one.expiry for one in served])
    licences = [one.licence for one in served if one.licence]
    licence = latest(licences) if licences else None
    if licence is not None and licence.on == end.on:
        return [replace(licence, code=KeyDate.SLED)]
    steps = [replace(end, code=KeyDate.SED)]
    if licence is not None and licence.on >= max(one.release.on for one in served):
        steps.append(replace(licence, code=KeyDate.LED))
    return steps


def release_steps(served: Sequence[Served]) -> list[Step]:
    """When the person is let go: the latest release, on licence if any licence lasts until then.

    Where the Parole Board decides on one chain, another keeps the person at least until its own release.
    """
    cap = latest([one.expiry for one in served]).on
    fixed = [step for one in served for step in one.of(*RELEASES)]
    until = latest(fixed) if fixed else None
    last_parole = [step for one in served for step in one.of(KeyDate.NPD)]
    if until is not None and (not last_parole or until.on >= latest(last_parole).on):
        licensed = any(one.licence and one.licence.on >= min(until.on, cap) for one in served)
        return [replace(until, code=KeyDate.CRD if licensed else KeyDate.ARD, on=min(until.on, cap))]
    steps = [latest(found) for code in (KeyDate.NCRD, KeyDate.PED, KeyDate.NPD) if (found := _all(served, code))]
    if until is not None:
        steps = [_not_before(step, until) if step.code is KeyDate.PED else step for step in steps]
    return [replace(step, on=min(step.on, cap)) for step in steps]


def _not_before(step: Step, until: Step) -> Step:
    return replace(step, on=until.on, rule=f"{step.rule}, not before {until.code}") if step.on < until.on else step


def recall_steps(served: Sequence[Served]) -> list[Step]:
    """When a recalled person goes out again. A sentence without a licence was not recalled, unless there is no other."""
    recalled = [one for one in served if one.chain.recalled]
    found = []
    for one in [one for one in recalled if one.licence] or recalled:
        ends = one.licence or one.expiry
        if point := post_recall_release(one.chain, ends.on):
            found.append(Step(KeyDate.PRRD, point.on, point.on, ids_of(one.chain), point.rule, _RECALL_SOURCE))
    return [latest(found)] if found else []


def curfew_steps(now: Sequence[Served], spell: Spell, served: Sequence[Served]) -> list[Step]:
    """From when home detention curfew is possible, if it is: never before a release that has none. Source: PSO 6700.

    It is of the last time in custody; what has not expired by then counts in its length, what had run out does not.
    """
    lasting = [one.chain for one in served if one.expiry.on >= spell.first_day]
    first_day, last_day = min(chain.first_day for chain in lasting), max(chain.last_day for chain in lasting)
    if at_least(first_day, length_days(first_day, last_day), FOUR_YEARS):
        return []
    release = max(one.release.on for one in now)
    unused = max(0, (release - latest([one.expiry for one in served]).on).days)
    found = [step for one in now for step in _curfew(one, spell.moves.release_days - unused)]
    without = [one.release.on for one in now if not _curfew(one, 0)]
    if not found:
        return []
    step = latest(found)
    on = max([step.on, *without])
    first, last = CURFEW_REGIME
    return [replace(step, on=on)] if on < release and first <= on <= last else []


def _curfew(one: Served, moved_by: int) -> list[Step]:
    point, earliest = curfew_point(one.chain), one.chain.first_day + timedelta(days=CURFEW_LEAST_AFTER_SENTENCE_DAYS)
    if point is None or one.release.on < earliest:
        return []
    on = max(point.on + timedelta(days=moved_by), earliest, one.chain.passed_on)
    return [Step(KeyDate.HDCED, on, point.on, ids_of(one.chain), point.rule, _CURFEW_SOURCE)]


def latest(steps: Sequence[Step]) -> Step:
    """The step with the latest date; of equal ones the first."""
    return max(steps, key=lambda step: step.on)


def _all(served: Sequence[Served], code: KeyDate) -> list[Step]:
    return [step for one in served for step in one.of(code)]


def shown(found: KeyDates, adjustments: Sequence[Adjustment]) -> KeyDatesView:
    """The answer as its readers see it."""
    length = period_between(found.first_day, found.effective_end + timedelta(days=1))
    return KeyDatesView(
        dates={step.code: step.on for step in found.steps},
        effective_length=LengthView(years=length.years, months=length.months, days=length.days),
        breakdown=[_shown(step) for step in found.steps],
        adjustments=[
            AdjustmentStep(kind=one.kind, days=one.days, applies_from=one.applies_from, counted=one in found.counted)
            for one in adjustments
        ],
        rule_version=RULE_VERSION,
    )


def _shown(step: Step) -> KeyDateStep:
    moved = (step.on - step.unadjusted).days
    return KeyDateStep(
        code=step.code, on=step.on, unadjusted=step.unadjusted, adjusted_by_days=moved, sentences=list(step.sentences),
        rule=step.rule, source=step.source,
    )  # fmt: skip
