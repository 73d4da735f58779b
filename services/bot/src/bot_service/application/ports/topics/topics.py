"""Port: which topic of a chat is which ticket's: of the staff group, and of a reporter's private chat."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLook:
    name: str
    """1 to 128 characters."""
    icon: str
    """An emoji."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    thread_id: int | None
    """None while it is being made, and after it was found deleted."""
    look: TopicLook | None
    """How it looks for certain; None where that is not known."""
    is_closed: bool | None
    is_put_off: bool = False
    """Telegram made none a short while ago, and is not asked again yet."""


class Topics(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def of(self, chat_id: int, ticket: int) -> Topic | None: ...

    async def ticket_in(self, chat_id: int, thread_id: int) -> int | None: ...

    async def begin(self, chat_id: int, ticket: int) -> float:
        """Record, durably, that the ticket's topic is about to be made, and return 0.

        Returns the seconds to wait instead where it was begun a short while ago, and nobody knows what came of it:
        Telegram tells of every topic that it made.
        """
        ...

    async def stop(self, chat_id: int, ticket: int) -> None:
        """None was made."""
        ...

    async def put_off(self, chat_id: int, ticket: int) -> None:
        """None was made, nor will be for a while, which is longer each time: a minute at first, a day at most."""
        ...

    async def made(self, chat_id: int, ticket: int, thread_id: int, look: TopicLook) -> int:
        """Record a topic that was made, and return the ticket's: another one where one was found before."""
        ...

    async def heard_of(self, chat_id: int, ticket: int, thread_id: int) -> bool:
        """Telegram tells of a topic of ours: take it for the ticket's where that has none.

        False where the ticket has another one, so that this one is one too many.
        """
        ...

    async def changed(
        self, chat_id: int, ticket: int, *, look: TopicLook | None = None, is_closed: bool | None = None
    ) -> None:
        """Record how it looks now, or whether it is closed."""
        ...

    async def write(self, chat_id: int, ticket: int, *, author: str, words: str) -> None:
        """Record, durably, that a note with these words is about to be written in the ticket's topic."""
        ...

    async def is_written_there(self, chat_id: int, ticket: int, *, author: str, words: str) -> bool:
        """Tell whether a note of the last days was written there, so that all have read it."""
        ...

    async def unsure(self, chat_id: int, thread_id: int) -> None:
        """Somebody changed it by hand: how it looks is not known any more."""
        ...
