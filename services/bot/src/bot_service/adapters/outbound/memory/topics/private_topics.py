"""`PrivateTopics` in memory."""

from dataclasses import dataclass


@dataclass(slots=True)
class MemoryPrivateTopics:
    on: bool = False

    async def are_on(self) -> bool:
        return self.on
