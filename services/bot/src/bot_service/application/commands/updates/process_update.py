"""Deal with one update: carry it out, or decide when to try again, or give it up."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from bot_service.application.backoff import backoff
from bot_service.application.commands.updates.answer_meanwhile import AnswerMeanwhile
from bot_service.application.commands.updates.say_it_takes_longer import (
    WORTH_A_WORD,
    Later,
    SayItTakesLonger,
    by_the_loop,
    try_again_after,
)
from bot_service.application.errors import UnavailableError
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.updates.apologies import Apologies
from bot_service.application.ports.updates.inbox import ClaimedUpdate, ClaimLostError, Inbox, InboxState
from bot_service.application.ports.updates.update_handler import (
    UnfitUpdateError,
    UnknownUpdateError,
    UpdateHandler,
)
from bot_service.domain.chats.chat_sign import sign_of
from bot_service.domain.deliveries.flood import Floods, waiting_for_quiet
from bot_service.domain.updates.cut_text import made_whole, may_be_cut

MOST_FAILURES: Final = 5
HANDLER_SECONDS: Final = 120.0
"""Covers the upload of a 20 MB file over a slow line; the calls inside have deadlines of their own."""
REST_COMES_WITHIN: Final = timedelta(seconds=1.5)
"""For so long a text that an app may have cut in parts waits for the next of them."""
MOST_PARTS: Final = 10
TOO_OLD: Final = timedelta(hours=24)
"""Telegram itself keeps updates no longer."""


class ProcessOutcome(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"
    DEFERRED = "deferred"
    """Another service is down; tried again for a day."""
    WAITING = "waiting"
    """For the rest of a text that was sent in parts."""
    RETRIED = "retried"
    ERROR = "error"
    """Given up."""
    LOST = "lost"
    """Somebody else deals with it."""


@dataclass(frozen=True, slots=True)
class Processed:
    outcome: ProcessOutcome
    error: Exception | None = None
    """What kept the update from being done."""
    in_flood: bool | None = None
    """Of a message that was dealt with: whether its answer waits until the chat is quiet."""
    ticket: int | None = None
    """The one that the answer is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessUpdate:
    inbox: Inbox
    handler: UpdateHandler
    apologies: Apologies
    report_crash: CrashReports
    handler_seconds: float = HANDLER_SECONDS
    floods: Floods = field(default_factory=Floods)
    clock: Callable[[], float] = time.monotonic
    later: Later = by_the_loop

    @property
    def takes_longer(self) -> SayItTakesLonger:
        return SayItTakesLonger(inbox=self.inbox, apologies=self.apologies, later=self.later)

    @property
    def answer_meanwhile(self) -> AnswerMeanwhile:
        return AnswerMeanwhile(inbox=self.inbox, handler=self.handler, apologies=self.apologies)

    async def __call__(self, update: ClaimedUpdate) -> Processed:
        try:
            return await self._process(update)
        except ClaimLostError:
            return Processed(ProcessOutcome.LOST)

    async def _process(self, update: ClaimedUpdate) -> Processed:
        payload = update.payload
        parts: Sequence[int] = ()
        if may_be_cut(payload):
            if update.age < REST_COMES_WITHIN:
                await self.inbox.postpone(update, REST_COMES_WITHIN - update.age, "", is_failure=False)
                return Processed(ProcessOutcome.WAITING)
            payload, parts = await self._whole(update)
        try:
            async with self.takes_longer.unless_done(update), asyncio.timeout(self.handler_seconds):
                calls = await self.handler(update.key, payload)
        except (UnavailableError, TimeoutError) as error:
            # What takes that long waits for somebody: every call to Telegram and the services has a deadline.
            return await self._defer(update, error)
        except UnknownUpdateError:
            await self.inbox.finish(update, InboxState.SKIPPED, (), None)
            return Processed(ProcessOutcome.SKIPPED)
        except UnfitUpdateError as error:
            # What cannot change is not tried again.
            return await self._dead_letter(update, error)
        except Exception as error:  # noqa: BLE001  # a bug in a handler must not stop the others
            return await self._fail(update, error)
        in_flood = self._is_in_a_flood(update)
        if in_flood:
            calls = [waiting_for_quiet(call, update.chat_id) for call in calls]
        await self.inbox.finish(update, InboxState.DONE, calls, sign_of(payload), with_parts=parts)
        ticket = next((call.ticket for call in calls if call.ticket is not None), None)
        return Processed(ProcessOutcome.DONE, in_flood=in_flood, ticket=ticket)

    def _is_in_a_flood(self, update: ClaimedUpdate) -> bool | None:
        if update.type != "message":
            return None
        # By when they came: what piled up while a service was away is no flood.
        came_at = self.clock() - update.age.total_seconds()
        return self.floods.counts(update.chat_id, came_at)

    async def _whole(self, update: ClaimedUpdate) -> tuple[Mapping[str, Any], tuple[int, ...]]:
        """Return the update with the rest of its text, and which updates that came in."""
        following = await self.inbox.following(update, MOST_PARTS)
        whole, count = made_whole(update.payload, [each.payload for each in following])
        return whole, tuple(each.update_id for each in following[:count])

    async def _defer(self, update: ClaimedUpdate, error: Exception) -> Processed:
        if update.age > TOO_OLD:
            return await self._dead_letter(update, error)
        await self.inbox.postpone(
            update,
            try_again_after(backoff(update.deferrals, first=0.25, longest=10.0), update.age),
            described(error),
            is_failure=False,
            calls=await self.apologies.takes_longer(update) if update.age > WORTH_A_WORD else (),
            meanwhile=await self.answer_meanwhile(update),
        )
        return Processed(ProcessOutcome.DEFERRED, error)

    async def _fail(self, update: ClaimedUpdate, error: Exception) -> Processed:
        if update.failures + 1 >= MOST_FAILURES:
            return await self._dead_letter(update, error)
        after = backoff(update.failures, first=0.5, longest=30.0)
        await self.inbox.postpone(update, after, described(error), is_failure=True)
        return Processed(ProcessOutcome.RETRIED, error)

    async def _dead_letter(self, update: ClaimedUpdate, error: Exception) -> Processed:
        incident = self.report_crash(error)
        calls = await self.apologies.gave_up(update, incident)
        await self.inbox.dead_letter(update, described(error), incident, calls)
        return Processed(ProcessOutcome.ERROR, error)


def described(error: Exception) -> str:
    """Name the error for the operators' tables: its type only, for its text may quote what people wrote."""
    return type(error).__name__
