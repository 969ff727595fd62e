"""The tables: what was to be reached, and what was."""

from statistics import median

from tests.bench.measuring import FLOOD_PER_S, Drained, Memory, Round

Rounds = dict[str, list[Round]]


def speed(rounds: list[Round]) -> float:
    return median(one.per_second for one in rounds)


def ratio(rounds: Rounds, name: str, rival: str) -> float:
    """The median over rounds that ran next to each other."""
    pairs = zip(rounds[name], rounds[rival], strict=True)
    return median(one.per_second / other.per_second for one, other in pairs)


def race(rounds: Rounds, rival: str) -> str:
    lines = [
        "| bot | updates/s | CPU ms/update | ratio | calls/update | CPU ms/update of the load |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, ran in rounds.items():
        cpu, load = (median(getattr(r, part) for r in ran) for part in ("cpu_ms", "load_cpu_ms"))
        calls = median(one.calls for one in ran)
        times = ratio(rounds, name, rival)
        lines.append(
            f"| {name} | {speed(ran):,.0f} | {cpu:.2f} | {times:.2f} | {calls:.2f} | {load:.2f} |"
        )
    return "\n".join(lines)


class Table:
    """What is to be reached and what was, printed line by line: a long run shows where it is."""

    def __init__(self) -> None:
        print("\n| what | to reach | reached | |\n| --- | --- | --- | --- |", flush=True)

    def _line(self, at: str, what: str, wanted: str, reached: str, good: bool) -> None:
        end = "ok" if good else "short"
        print(f"| {at}: {what} | {wanted} | {reached} | {end} |", flush=True)

    def ratio(self, at: str, times: float) -> None:
        what = "five steps, updates/s against plain aiogram in memory"
        self._line(at, what, ">= 1.0", f"{times:.2f}", times >= 1.0)

    def half_load(self, at: str, found: list[tuple[float, float]]) -> None:
        rate, p95_ms = (median(each) for each in zip(*found, strict=True))
        what = f"p95 from update to reply at half load ({rate:,.0f}/s)"
        self._line(at, what, "<= 50 ms", f"{p95_ms:.0f} ms", p95_ms <= 50)

    def flood(self, at: str, pairs: list[tuple[float, float]]) -> None:
        quiet_ms, flooded_ms = (median(times) for times in zip(*pairs, strict=True))
        more = median(flooded / quiet for quiet, flooded in pairs) - 1
        what = f"one chat floods with {FLOOD_PER_S:,} updates/s: p95 of the others"
        reached = f"{quiet_ms:.0f} to {flooded_ms:.0f} ms: {more:+.0%} in the median of pairs"
        self._line(at, what, "up by <= 20 %", reached, more <= 0.2)

    def memory(self, at: str, seconds: float, memory: Memory) -> None:
        what = f"resident memory, 1,200 villages, after {seconds / 60:.1f} min of load"
        reached = f"{memory.at_end:.0f} MB, {memory.growth:+.1%}"
        good = memory.at_end <= 200 and memory.growth < 0.05
        self._line(at, what, "<= 200 MB, < 5 % more in the last half", reached, good)

    def backlog(self, at: str, drained: Drained) -> None:
        what = f"backlog of {drained.messages:,} messages, handled and answered in order"
        reached = f"{drained.seconds:.1f} s, {drained.disorder} out of order"
        self._line(at, what, "< 60 s", reached, drained.seconds < 60 and not drained.disorder)

    def paced(self, at: str, drained: Drained) -> None:
        what = f"backlog of {drained.messages} messages, sending held to Telegram's limits"
        reached = (
            f"at most {drained.per_second}/s, {drained.per_chat}/s in a chat, "
            f"{drained.disorder} out of order"
        )
        good = drained.per_second <= 30 and drained.per_chat <= 1 and not drained.disorder
        self._line(at, what, "<= 30/s, <= 1/s in a chat, in order", reached, good)

    def start(self, at: str, seconds: list[float]) -> None:
        what = "start to first answer, 1,200 villages"
        slowest = max(seconds)
        self._line(at, what, "<= 3 s", f"{slowest:.1f} s", slowest <= 3)
