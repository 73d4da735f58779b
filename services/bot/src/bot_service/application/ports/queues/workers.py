"""Port: those who do what waits in a queue, as far as the queue has to know them."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

Claimed_contra = TypeVar("Claimed_contra", contravariant=True)


class Workers(Protocol[Claimed_contra]):
    def wake_up(self, *, again: bool = False) -> None:
        """Say that something may wait that nobody has claimed; with `again`, perhaps for something under way to end."""
        ...

    def reserve(self, most: int) -> int:
        """Keep up to `most` slots free for what is about to be claimed for them; return how many they are."""
        ...

    def hand_over(self, claimed: Sequence[Claimed_contra], reserved: int) -> None:
        """Begin with what was claimed, and free those of the `reserved` slots that nothing came for."""
        ...
