"""Port: the forum supergroup of the desk's people, where each ticket has a topic."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffGroup:
    chat_id: int
    title: str
    language: str
    """What is said there to all is said in this one: that of whoever linked it."""
    can_manage_topics: bool
    can_pin_messages: bool


class StaffGroups(Protocol):
    """A desk has one, or none. Every method raises `UnavailableError` while the database cannot be used."""

    async def linked(self) -> StaffGroup | None: ...

    async def link(self, group: StaffGroup) -> None:
        """Make it the desk's, in place of any other: its topics are forgotten, and what waits for it is not said."""
        ...

    async def unlink(self, chat_id: int) -> bool:
        """Let it be the desk's no longer; what waits for it is not said any more. False where it is not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRights:
    """What the bot may do in a group."""

    is_forum: bool
    can_manage_topics: bool
    can_pin_messages: bool


class GroupInspector(Protocol):
    async def rights_in(self, chat_id: int) -> GroupRights:
        """Return what the bot may do in a group that it is in. Raises `UnavailableError`."""
        ...
