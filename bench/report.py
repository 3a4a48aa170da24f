"""What a run prints: each figure with its spread, ratios to the peers, and the goals beside them."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.load import Round


@dataclass(frozen=True, slots=True)
class Measured:
    """All rounds of one variant on one page."""

    page: str
    variant: str
    rounds: Sequence[Round]
    cpu_microseconds: float

    @property
    def per_second(self) -> float:
        """Median over the rounds."""
        return statistics.median(each.per_second for each in self.rounds)


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio to reach: the product's throughput over a peer's."""

    page: str
    peer: str
    floor: float
    aim: float


GOALS = (
    Goal("case file", "bare", floor=0.7, aim=1.0),
    Goal("case file", "orm", floor=4.0, aim=8.0),
    Goal("case list", "bare", floor=0.7, aim=1.0),
    Goal("case list", "orm", floor=2.0, aim=4.0),
    Goal("scorecard", "bare", floor=0.7, aim=1.0),
    Goal("agreement text", "bare", floor=0.5, aim=0.7),
)


def ratio(found: Sequence[Measured], goal: Goal) -> float:
    """The product over the peer, round by round in the same minute, median of the pairs."""
    of = {each.variant: each for each in found if each.page == goal.page}
    pairs = zip(of["product"].rounds, of[goal.peer].rounds, strict=True)
    return statistics.median(mine.per_second / theirs.per_second for mine, theirs in pairs)


def show(found: Sequence[Measured], memory: Mapping[str, float], starts: Mapping[str, float], target: Path | None) -> bool:
    """Print the run; answers whether every ratio is at or above its floor and nothing failed."""
    console = Console(highlight=False, width=120)
    table = Table("page", "variant", "answers/s [min-max]", "p50 ms", "p99 ms", "app CPU µs", "failed", box=None)
    for each in found:
        rates = [one.per_second for one in each.rounds]
        p50, p99 = (statistics.median(getattr(one, name) for one in each.rounds) for name in ("median_ms", "p99_ms"))
        failed = sum(one.failures for one in each.rounds)
        spread = f"{each.per_second:,.0f} [{min(rates):,.0f}-{max(rates):,.0f}]"
        table.add_row(each.page, each.variant, spread, f"{p50:.1f}", f"{p99:.1f}", f"{each.cpu_microseconds:,.0f}", str(failed))
    console.print(table)
    well = all(one.failures == 0 for each in found for one in each.rounds)
    for goal in GOALS:
        reached = ratio(found, goal)
        well &= reached >= goal.floor
        word = "reached" if reached >= goal.aim else "above the floor" if reached >= goal.floor else "BELOW THE FLOOR"
        console.print(f"{goal.page} against {goal.peer}: {reached:.2f} x   (floor {goal.floor}, aim {goal.aim}: {word})")
    for process, megabytes in memory.items():
        console.print(f"memory of {process}: {megabytes:.0f} MB; ready {starts[process]:.1f} s after its start")
    if target is not None:
        told = {"goals": {f"{g.page}/{g.peer}": ratio(found, g) for g in GOALS}, "found": [asdict(each) for each in found]}
        target.write_text(json.dumps(told | {"memory_megabytes": dict(memory), "start_seconds": dict(starts)}, indent=1))
    return well
