"""People who are asked for at the same time are read together: every update asks who is talking (decision 31)."""

import asyncio
import contextvars
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from opentelemetry import trace
from opentelemetry.trace import Link, SpanContext

from bot_service.adapters.outbound.batches import Batches
from bot_service.application.errors import GatewayError, NotFoundError
from bot_service.application.ports.people.users import UserView
from fixline_telemetry.metrics import cache_counter
from fixline_telemetry.spans.current_spans import current_span

TRACER: Final = trace.get_tracer("fixline.bot.people")
SPAN: Final = "people.read_together"
REQUESTS: Final = cache_counter("people_read_together")
"""A hit saved a call: it was made for somebody else at the same time. Nobody is kept (decision 27)."""


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """One person, and the context, with its trace, in which somebody asked for them."""

    name: str
    context: contextvars.Context = field(default_factory=contextvars.copy_context)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    user: UserView
    asked_by: AskedPerson
    """In whose trace the call was made."""


class SharedUserReads:
    """Calls `one` for a single person and `several` for those who were asked for during the call before.

    The call is part of the trace of whoever asked first; the others' have a span that links there.
    """

    def __init__(
        self,
        one: Callable[[str], Awaitable[UserView]],
        several: Callable[[Collection[str]], Awaitable[Mapping[str, UserView]]],
    ) -> None:
        self._one = one
        self._several = several
        self._batches = Batches(self._read)

    async def __call__(self, name: str) -> UserView:
        """Raise what `one` raises for this name."""
        asked, began_at = AskedPerson(name), time.time_ns()
        found = await self._batches(asked)
        REQUESTS.count(hit=found.asked_by is not asked)
        if found.asked_by is not asked:
            _link_to(found.asked_by, began_at)
        return found.user

    async def _read(self, asked: Sequence[AskedPerson]) -> Sequence[FoundPerson | Exception]:
        first = asked[0]
        reading = asyncio.create_task(self._users({each.name for each in asked}), context=first.context)
        try:
            users = await reading
        except NotFoundError:
            raise  # whoever it is: each is asked for alone
        except GatewayError as error:
            return [error] * len(asked)
        return [FoundPerson(users[each.name], first) for each in asked]

    async def _users(self, names: Collection[str]) -> Mapping[str, UserView]:
        if len(names) > 1:
            return await self._several(names)
        (name,) = names
        return {name: await self._one(name)}


def _link_to(asked: AskedPerson, began_at: int) -> None:
    if not current_span().is_recording():
        return
    TRACER.start_span(SPAN, start_time=began_at, links=[Link(_span_of(asked.context))]).end()


def _span_of(context: contextvars.Context) -> SpanContext:
    return context.run(trace.get_current_span).get_span_context()
