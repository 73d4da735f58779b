"""Port: announcements, to whom they go, and how far that has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot_service.domain.deliveries.outgoing import OutgoingCall
from bot_service.domain.office.announcement import Announcement, Audience


class BroadcastState(StrEnum):
    DRAFT = "DRAFT"
    SENDING = "SENDING"
    STOPPED = "STOPPED"
    """By somebody, before it had gone to all."""
    DONE = "DONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How many of those it is for."""

    waiting: int = 0
    """It has still to go to them."""
    handed_over: int = 0
    """It is on its way to them."""
    sent: int = 0
    blocked: int = 0
    """They blocked the bot, or are gone."""
    declined: int = 0
    """They want no announcements."""
    failed: int = 0
    """Telegram refused it, or nobody knows whether it arrived."""
    left_out: int = 0
    """It was stopped before."""

    @property
    def wanted(self) -> int:
        """Those that it goes, or went, or would have gone to."""
        return self.waiting + self.handed_over + self.sent + self.failed + self.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    id: int
    chat_id: int
    """Where it was written, and where its progress is shown."""
    author: str
    """`users/7`"""
    language: str
    """That of its author."""
    announcement: Announcement
    audience: Audience | None
    """None before one was chosen."""
    place: str
    """The code of the place, of `Audience.PLACE` alone."""
    is_urgent: bool
    """It goes also to those who want no announcements."""
    state: BroadcastState
    message_id: int | None
    """Of the message that shows its progress."""
    reached: Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAnnouncement:
    """One that was sent, whatever became of it then."""

    id: int
    author: str
    """`users/7`"""
    announcement: Announcement
    audience: Audience
    place: str
    """The code of the place, of `Audience.PLACE` alone."""
    is_urgent: bool
    at: datetime


CallTo = Callable[[int, str], OutgoingCall]
"""From a chat and its language to what is said there."""


class Broadcasts(Protocol):
    """Every method raises `UnavailableError` while the database cannot be used."""

    async def draft(
        self, cause: str, announcement: Announcement, *, chat_id: int, author: str, language: str
    ) -> int:
        """Keep it and return its id; the same `cause` again returns the same."""
        ...

    async def get(self, id_: int, *, chat_id: int) -> Broadcast | None:
        """Return the one that was written in that chat."""
        ...

    async def sent(
        self, *, author: str = "", since: datetime | None = None, most: int
    ) -> Sequence[SentAnnouncement]:
        """Return at most `most`, the newest first; of an author (`users/7`), or empty: of all."""
        ...

    async def address(self, id_: int, audience: Audience, place: str, user_names: Sequence[str]) -> None:
        """Have the draft go to those people, in their private chats, in place of whom it would have gone to."""
        ...

    async def set_urgent(self, id_: int, *, urgent: bool) -> None:
        """Have the draft go also to those who want no announcements, or not."""
        ...

    async def drop(self, id_: int) -> None:
        """Forget the draft."""
        ...

    async def send(self, id_: int, message_id: int | None) -> bool:
        """Let the draft go out; False where it is none any more."""
        ...

    async def stop(self, id_: int) -> bool:
        """Let it go to nobody else; False where there is nothing to stop. What is under way may still arrive."""
        ...

    async def under_way(self) -> Broadcast | None:
        """Return the oldest that is not finished, without how many it has reached."""
        ...

    async def hand_over(self, id_: int, call_to: CallTo, *, at_once: int, on_their_way: int) -> int:
        """Note what became of what was handed over, and hand over `at_once` more while it is to go on.

        Return how many are on their way now, at most `on_their_way`; 0 where nothing is left to do.
        """
        ...

    async def tell(self, id_: int, call: OutgoingCall | None, *, step: str, is_finished: bool) -> None:
        """Have its progress shown, once a `step`; where it is finished, that is so from then on."""
        ...
