"""A channel whose calls carry identity, trace and deadline (decision 10).

Not an interceptor: gRPC runs those in a task of their own, between caller and call, and it is there that
cancellation gets lost, that unserialisable requests hang, and that streams lose their reader and writer API.
Wrapping the channel leaves gRPC's own calls as they are.
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import grpc
from grpc import aio

from fixline_rpc.client import calls
from fixline_rpc.client.call_metadata import Pairs, outgoing
from fixline_rpc.client.call_story import CallStory
from fixline_rpc.client.sending import Encode, Sending
from fixline_rpc.client.true_status import keep_true_status
from fixline_rpc.context import remaining_seconds
from fixline_rpc.subject import Subject


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """What every call of a channel gets; the timeout (seconds) goes to unary calls that name none."""

    authorization: str
    default_timeout_seconds: float

    def timeout(self, asked: float | None, *, unary: bool) -> float | None:
        """Never more than what is left of the call being served. Raises AioRpcError when that is nothing."""
        timeout = self.default_timeout_seconds if asked is None and unary else asked
        remaining = remaining_seconds()
        timeout = min((limit for limit in (timeout, remaining) if limit is not None), default=None)
        if timeout is not None and timeout <= 0:  # gRPC would still send it, with a millisecond to go
            raise aio.AioRpcError(
                grpc.StatusCode.DEADLINE_EXCEEDED,
                aio.Metadata(),
                aio.Metadata(),
                "no time is left for the call",
            )
        return timeout


@dataclass(frozen=True, slots=True)
class _Method:
    channel: aio.Channel
    policy: CallPolicy
    path: str
    encode: Encode
    decode: calls.Decode
    asked: Subject = Subject()  # noqa: RUF009  # frozen
    """What its one request is about."""

    def begin(
        self, metadata: Pairs | None, timeout: float | None, *, unary: bool = False
    ) -> tuple[CallStory, dict[str, Any]]:
        """Start the call's story; return it with the options that gRPC takes."""
        story = CallStory(self.path.lstrip("/"), streaming=not unary)
        with story.ends_if_never_sent():
            return story, {
                "timeout": self.policy.timeout(timeout, unary=unary),
                "metadata": outgoing(
                    metadata, authorization=self.policy.authorization, trace=story.context()
                ),
            }


class _UnaryUnary(_Method):
    def __call__(
        self, request: Any, *, timeout: float | None = None, metadata: Any = None, **rest: Any
    ) -> calls.UnaryUnaryCall:
        story, options = self.begin(metadata, timeout, unary=True)
        sending = Sending(self.encode)
        with story.ends_if_never_sent():
            raw = sending.encoded(request)
            story.is_about(self.asked.ticket(request))
        method: Any = self.channel.unary_unary(self.path, None, calls.deciding_decoder(self.decode, story))
        call = method(raw, **options, **rest)
        story.follow(call, answer_is_decoded_after=True)
        return calls.UnaryUnaryCall(call, sending)


class _UnaryStream(_Method):
    def __call__(
        self, request: Any, *, timeout: float | None = None, metadata: Any = None, **rest: Any
    ) -> calls.UnaryStreamCall:
        story, options = self.begin(metadata, timeout)
        sending = Sending(self.encode)
        with story.ends_if_never_sent():
            raw = sending.encoded(request)
            story.is_about(self.asked.ticket(request))
        method: Any = self.channel.unary_stream(self.path)
        call = method(raw, **options, **rest)
        story.follow(call, answer_is_decoded_after=False)
        return calls.UnaryStreamCall(call, sending, self.decode, story)


class _StreamUnary(_Method):
    def __call__(
        self, request_iterator: Any = None, timeout: float | None = None, metadata: Any = None, **rest: Any
    ) -> calls.StreamUnaryCall:
        story, options = self.begin(metadata, timeout)
        sending = Sending(self.encode)
        requests = None if request_iterator is None else sending.encoding(request_iterator)
        method: Any = self.channel.stream_unary(self.path, None, calls.deciding_decoder(self.decode, story))
        call = method(requests, **options, **rest)
        keep_true_status(call)
        story.follow(call, answer_is_decoded_after=True)
        return calls.StreamUnaryCall(call, sending)


class _StreamStream(_Method):
    def __call__(
        self, request_iterator: Any = None, timeout: float | None = None, metadata: Any = None, **rest: Any
    ) -> calls.StreamStreamCall:
        story, options = self.begin(metadata, timeout)
        sending = Sending(self.encode)
        requests = None if request_iterator is None else sending.encoding(request_iterator)
        method: Any = self.channel.stream_stream(self.path)
        call = method(requests, **options, **rest)
        keep_true_status(call)
        story.follow(call, answer_is_decoded_after=False)
        return calls.StreamStreamCall(call, sending, self.decode, story)


class InstrumentedChannel(aio.Channel):
    """Owns the channel that it wraps: closing it closes that one."""

    def __init__(self, inner: aio.Channel, policy: CallPolicy) -> None:
        self._inner = inner
        self._policy = policy

    def unary_unary(
        self,
        method: str,
        request_serializer: Encode = None,
        response_deserializer: calls.Decode = None,
        _registered_method: bool | None = False,
    ) -> Any:
        asked, _ = Subject.of_method(method.lstrip("/"))
        return _UnaryUnary(
            self._inner, self._policy, method, request_serializer, response_deserializer, asked
        )

    def unary_stream(
        self,
        method: str,
        request_serializer: Encode = None,
        response_deserializer: calls.Decode = None,
        _registered_method: bool | None = False,
    ) -> Any:
        asked, _ = Subject.of_method(method.lstrip("/"))
        return _UnaryStream(
            self._inner, self._policy, method, request_serializer, response_deserializer, asked
        )

    def stream_unary(
        self,
        method: str,
        request_serializer: Encode = None,
        response_deserializer: calls.Decode = None,
        _registered_method: bool | None = False,
    ) -> Any:
        return _StreamUnary(self._inner, self._policy, method, request_serializer, response_deserializer)

    def stream_stream(
        self,
        method: str,
        request_serializer: Encode = None,
        response_deserializer: calls.Decode = None,
        _registered_method: bool | None = False,
    ) -> Any:
        return _StreamStream(self._inner, self._policy, method, request_serializer, response_deserializer)

    async def close(self, grace: float | None = None) -> None:
        await self._inner.close(grace)

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        return self._inner.get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        await self._inner.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        await self._inner.channel_ready()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        await self.close()
