"""The bot against a bare one, and against an earlier build of itself, turn by turn in one run."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fixline_bench.bot.rig import Bot, BotRig

ROUNDS: Final = 7
WANTED_SPEED: Final = 0.50
"""Of a bare bot's updates per second."""
WANTED_COST: Final = 0.30
"""Of the processor time per update of the build before bots handed over what they wrote."""
SECONDS: Final = 2.0
WARM_SECONDS: Final = 4.0
OURS, BARE, BEFORE = "ours", "bare", "before"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of them did in its turn."""

    updates: int
    seconds: float
    cpu: float
    """Processor time of its process, in seconds."""

    @property
    def per_second(self) -> float:
        return self.updates / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds per update."""
        return self.cpu / self.updates * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Turns of two bots that followed each other, and what each holds after them, in MiB."""

    other: str
    ours: list[Turn]
    others: list[Turn]
    ours_mib: float
    others_mib: float

    def speeds(self) -> list[float]:
        """Return, round by round, our updates per second over the other's."""
        return [own.per_second / other.per_second for own, other in zip(self.ours, self.others, strict=True)]

    def costs(self) -> list[float]:
        """Return, round by round, our processor time per update over the other's."""
        return [own.cpu_ms / other.cpu_ms for own, other in zip(self.ours, self.others, strict=True)]


async def compare(rig: BotRig, before: Path | None = None) -> AsyncIterator[Compared]:
    """Yield how the bot compares with the bare one and, where its interpreter is given, with the build before."""
    async with AsyncExitStack() as stack:
        bots: dict[str, Bot] = {
            OURS: await stack.enter_async_context(rig.bot()),
            BARE: await stack.enter_async_context(rig.bare()),
        }
        if before is not None:
            bots[BEFORE] = await stack.enter_async_context(rig.bot(before))
        for bot in bots.values():
            await bot.way.run(seconds=WARM_SECONDS)
        turns = await take_turns(bots)
        ours = bots.pop(OURS)
        for name, other in bots.items():
            yield Compared(
                other=name,
                ours=turns[OURS],
                others=turns[name],
                ours_mib=ours.mib(),
                others_mib=other.mib(),
            )


async def take_turns(bots: Mapping[str, Bot]) -> dict[str, list[Turn]]:
    turns: dict[str, list[Turn]] = {name: [] for name in bots}
    for _ in range(ROUNDS):
        for name, bot in bots.items():
            before = bot.cpu()
            updates, seconds = await bot.way.run(seconds=SECONDS)
            turns[name].append(Turn(updates, seconds, bot.cpu() - before))
    return turns
