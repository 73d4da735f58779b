"""Sends whatever bytes to whatever method, and holds a service to: an answer, or a refusal that changes nothing."""

import asyncio
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import grpc
from google.protobuf.descriptor import Descriptor, FieldDescriptor, MethodDescriptor
from google.protobuf.descriptor_pool import Default
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixline_rpc.authentication import ACTOR_KEY
from fixline_rpc.catalogue import ErrorEntry
from fixline_rpc.errors import RpcFailure, failure_of
from fixline_testing.messages import Vocabulary

ANSWER_SECONDS: Final = 30.0
QUIET_SECONDS: Final = 0.05
"""A stream that has said nothing for so long has accepted the request and waits for events."""
TABLES: Final = text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
REFUSALS: Final = frozenset(
    {
        grpc.StatusCode.INVALID_ARGUMENT,
        grpc.StatusCode.NOT_FOUND,
        grpc.StatusCode.PERMISSION_DENIED,
        grpc.StatusCode.FAILED_PRECONDITION,
        grpc.StatusCode.ABORTED,
        grpc.StatusCode.ALREADY_EXISTS,
    }
)
LEAK: Final = re.compile(
    r"Traceback|Error\b|Exception|\.py\b|object at 0x|<class|sqlalchemy|asyncpg|INSERT INTO|[\x00-\x1f]"
)
PLACEHOLDER: Final = re.compile(r"\{\w+\}|YYYY-MM-DD|HH:MM")


def described(method: str) -> MethodDescriptor:
    """Return the descriptor of `fixline.tickets.v1.TicketService/GetTicket`."""
    service, _, name = method.partition("/")
    return Default().FindServiceByName(service).methods_by_name[name]


def mutates(method: str) -> bool:
    """Mutations are the methods with a `request_id`, also where it comes in the first message of a stream."""
    return _has_request_id(described(method).input_type)


def _has_request_id(message: Descriptor) -> bool:
    inner = (each.message_type for each in message.fields if each.message_type)
    return "request_id" in message.fields_by_name or any(_has_request_id(each) for each in inner)


def meaningful(
    formats: Mapping[tuple[str, str], str],
    *,
    fillers: Mapping[str, Sequence[str]],
    numbers: Sequence[str],
    by_field: Mapping[str, Sequence[str]],
    otherwise: Sequence[str],
) -> Vocabulary:
    """Say what strings may mean something in a field: its format filled in, else what fields of that name hold.

    `fillers` has what stands for a part of a format; one of `numbers` for every other one.
    """

    def vocabulary(field: FieldDescriptor) -> Sequence[str]:
        message: Any = field.containing_type  # none only in an extension
        told = formats.get((message.name, field.name))
        if told is None:
            return by_field.get(field.name, otherwise)
        found = [told]
        for part in PLACEHOLDER.findall(told):
            found = [each.replace(part, filler, 1) for each in found for filler in fillers.get(part, numbers)]
        return found

    return vocabulary


def require(holds: bool, what: object) -> None:
    if not holds:
        raise AssertionError(what)


def no_more() -> Collection[str]:
    return ()


@dataclass
class Probe:
    """`errors`: all that the service may refuse with. `more`: what it holds outside of its database."""

    channel: Any
    """Bytes go in and out: the messages are the caller's matter."""
    engine: AsyncEngine
    errors: Sequence[ErrorEntry] = field(repr=False)  # a failing example shows the probe: hundreds of lines
    more: Callable[[], Collection[str]] = no_more
    digests: str = field(default="", repr=False)
    held: str | None = field(default=None, repr=False)

    async def holds(self) -> str:
        """Return a digest of all tables, and what there is besides."""
        async with self.engine.connect() as connection:
            if not self.digests:
                tables = await connection.execute(TABLES)
                parts = [f"(SELECT sum(hashtextextended(t::text, 0)) FROM {name} t)" for (name,) in tables]  # noqa: S608
                self.digests = f"SELECT concat_ws(' ', {', '.join(parts)})"
            digest = (await connection.execute(text(self.digests))).scalar()
        return " ".join([str(digest), *self.more()])

    async def send(self, method: str, requests: Sequence[bytes], actor: str | None) -> None:
        """Raise AssertionError unless it is answered, or refused with a reason, and changes nothing without reason.

        What is refused and what only reads changes nothing. A method that does not take a stream gets one request.
        """
        if self.held is None:
            self.held = await self.holds()
        try:
            await self._call(method, requests, () if actor is None else ((ACTOR_KEY, actor),))
        except grpc.aio.AioRpcError as error:
            failure = failure_of(error)
            self._check(failure)
            if failure.reason == "REQUEST_UNDECODABLE" and not described(method).client_streaming:
                return  # nobody has seen it
        else:
            if mutates(method):
                self.held = None
                return
        require(await self.holds() == self.held, "it changed something")

    def _check(self, failure: RpcFailure) -> None:
        known = {each.code for each in self.errors if each.reason == failure.reason}
        require(failure.code in REFUSALS & known, failure)
        told = [failure.message, *failure.metadata.values()]
        told += [said for each in failure.violations for said in (each.field, each.description)]
        require(not any(LEAK.search(said) for said in told), failure)

    async def _call(self, method: str, requests: Sequence[bytes], metadata: Any) -> None:
        shape, more = described(method), {"metadata": metadata, "timeout": ANSWER_SECONDS}
        if shape.client_streaming:
            await self.channel.stream_unary(f"/{method}")(iter(requests), **more)
            return
        (request,) = requests
        if not shape.server_streaming:
            await self.channel.unary_unary(f"/{method}")(request, **more)
            return
        call = self.channel.unary_stream(f"/{method}")(request, **more)
        try:
            async with asyncio.timeout(QUIET_SECONDS):
                while await call.read() is not grpc.aio.EOF:
                    pass
        except TimeoutError:
            call.cancel()
