"""Serves one call: authenticates, decodes, runs the handler, and turns whatever happens into a status."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final, Never

import grpc
import structlog
from grpc import aio
from opentelemetry import trace
from opentelemetry.trace import Tracer
from structlog.typing import FilteringBoundLogger

from fixline_rpc.authentication import (
    ACTOR_KEY,
    TOKEN_KEY,
    CallerTokens,
    Values,
    require_scope,
    the_actor,
)
from fixline_rpc.context import Caller
from fixline_rpc.declared import DeclaredReasons
from fixline_rpc.errors import DETAILS_KEY, ErrorTranslator, RpcFailure, clip_message, encode_failure
from fixline_rpc.refusal import Refusal
from fixline_rpc.server.deadline import Deadline
from fixline_rpc.server.in_flight import InFlight
from fixline_rpc.server.load import Load
from fixline_rpc.server.observation import Observation, ReportBug
from fixline_rpc.server.served_context import AbortedCallError, RawContext, ServedContext
from fixline_rpc.server.served_method import ServedMethod, unimplemented
from fixline_rpc.server.streams import Streams

TRACE_KEYS: Final = frozenset({"traceparent", "tracestate"})
BUG: Final = RpcFailure(code=grpc.StatusCode.INTERNAL, reason="INTERNAL", message="internal error")
SHUTTING_DOWN: Final = RpcFailure(
    code=grpc.StatusCode.UNAVAILABLE,
    reason="SHUTTING_DOWN",
    message="the server is shutting down",
    retry_after=0,
)
TOO_LATE: Final = RpcFailure(
    code=grpc.StatusCode.DEADLINE_EXCEEDED, reason="DEADLINE_EXCEEDED", message="the deadline has passed"
)


@dataclass(frozen=True, slots=True)
class CallServer:
    """What all calls of a server share."""

    error_domain: str
    tokens: CallerTokens
    translate_error: ErrorTranslator
    in_flight: InFlight
    streams: Streams
    load: Load
    slow_consumer_seconds: float
    reasons: DeclaredReasons
    report_bug: ReportBug
    # Bound once: `get_logger` binds anew for each line.
    log: FilteringBoundLogger = field(default_factory=lambda: structlog.get_logger("fixline.rpc").bind())
    # Not the one that asks for each span whether there is a provider by now.
    tracer: Tracer = field(default_factory=lambda: trace.get_tracer_provider().get_tracer("fixline.rpc"))

    async def serve(self, method: ServedMethod, path: str, raw: RawContext) -> bytes:
        """Return the encoded answer of a unary method; a streaming one has written its answers."""
        with self.in_flight.tracked(method):
            context = ServedContext(raw, method, self.in_flight, self.slow_consumer_seconds)
            answer, failure = await self._answer(method, path, raw, context)
            if failure is not None:
                await self._abort(failure, raw, context)
            return answer

    async def _answer(
        self, method: ServedMethod, path: str, raw: RawContext, context: ServedContext
    ) -> tuple[bytes, RpcFailure | None]:
        deadline = Deadline.from_remaining(context.time_remaining())
        caller, actors, sent_trace = self._identify(raw)
        with Observation(
            method,
            path,
            deadline=deadline,
            caller=None if isinstance(caller, Refusal) else caller,
            sent_trace=sent_trace,
            log=self.log,
            tracer=self.tracer,
            report_bug=self.report_bug,
        ) as observation:
            context.hear = observation.hear
            answer, failure = b"", None
            try:
                if isinstance(caller, Refusal):
                    raise caller  # noqa: TRY301  # only from here on is there something to tell it to
                if not method.is_unknown:
                    require_scope(caller, method.name, method.scope)
                observation.act_for(the_actor(actors))
                if method.response_streaming:
                    with self.streams.opened(caller.name):
                        await _stream(method, context)
                else:
                    self.load.take(caller.name)
                    try:
                        answer = await _answer_once(method, context, observation)
                    finally:
                        self.load.give_back(caller.name)
                failure = context.failure()
            except asyncio.CancelledError:
                if not self.in_flight.claim_interruption():
                    observation.code = _gone(deadline)
                    raise
                failure = SHUTTING_DOWN
            except AbortedCallError:
                failure = context.failure()
            except Exception as error:  # noqa: BLE001  # whatever it is, its text must not reach the client
                failure = self._failure_of(error, context, observation)
            if failure is not None:
                observation.code = failure.code
        return answer, failure

    def _identify(self, raw: RawContext) -> tuple[Caller | Refusal, Values, dict[str, str]]:
        """Return who calls, for whom, and what the metadata says of its trace."""
        # In a frame of its own: the token must not be among the locals of a traceback.
        authorizations, actors, sent_trace = [], [], {}
        for key, value in raw.invocation_metadata() or ():
            if key == TOKEN_KEY:
                authorizations.append(value)
            elif key == ACTOR_KEY:
                actors.append(value)
            elif key in TRACE_KEYS and isinstance(value, str):
                sent_trace[key] = value
        try:
            return self.tokens.authenticate(authorizations), actors, sent_trace
        except Refusal as refusal:
            return refusal, actors, sent_trace

    def _failure_of(self, error: Exception, context: ServedContext, observation: Observation) -> RpcFailure:
        if isinstance(error, Refusal):
            return error.failure
        if isinstance(error, NotImplementedError) and context.code() is grpc.StatusCode.UNIMPLEMENTED:
            return unimplemented()  # a method that the servicer inherits from its generated base
        try:
            failure = self.translate_error(error)
        except Exception as translators:  # noqa: BLE001  # a bug on top of whatever it was
            translators.__context__ = error
            error, failure = translators, None
        if failure is not None:
            if fault := self.reasons.fault(observation.method.name, failure.reason):
                fault.__cause__ = error
                observation.report_bug(fault)
            return failure
        if (
            isinstance(error, aio.AioRpcError)
            and error.code() is grpc.StatusCode.DEADLINE_EXCEEDED
            and observation.deadline.passed()
        ):
            return TOO_LATE  # a nested call used up what was left of this one's time
        observation.report_bug(error)
        return BUG

    async def _abort(self, failure: RpcFailure, raw: RawContext, context: ServedContext) -> Never:
        trailing = tuple(context.trailing_metadata())
        if not any(key == DETAILS_KEY for key, _ in trailing):
            details = encode_failure(failure, domain=self.error_domain)
            trailing = (*trailing, (DETAILS_KEY, details))
        try:
            # A status waits behind the answers that the client has not taken, and with them for the connection's
            # end; nothing of ours does.
            async with asyncio.timeout(self.slow_consumer_seconds):
                await raw.abort(failure.code, clip_message(failure.message), trailing)
        except (
            aio.InternalError,
            TimeoutError,
        ) as error:  # the client has gone, or a message is stuck on its way
            raise asyncio.CancelledError from error


async def _answer_once(method: ServedMethod, context: ServedContext, observation: Observation) -> bytes:
    request = context.requests() if method.request_streaming else await context.only_request()
    answer = await method.behaviour(request, context)
    if context.failure():
        return b""
    encoded = method.encode(answer)
    observation.answer(answer)
    return encoded


async def _stream(method: ServedMethod, context: ServedContext) -> None:
    request = context.requests() if method.request_streaming else await context.only_request()
    outcome = method.behaviour(request, context)
    if isinstance(outcome, AsyncGenerator):
        async with aclosing(outcome):
            async for message in outcome:
                await context.write(message)
    else:
        await outcome  # it writes to the context itself


def _gone(deadline: Deadline) -> grpc.StatusCode:
    return grpc.StatusCode.DEADLINE_EXCEEDED if deadline.passed() else grpc.StatusCode.CANCELLED
