"""Who may call what."""

import grpc
import pytest
from google.protobuf.wrappers_pb2 import StringValue
from grpc import aio
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.types import Event
from structlog.typing import EventDict

from fixline_rpc.authentication import CallerConfig, CallerTokens
from fixline_rpc.client.channel import acting_as, create_channel
from fixline_rpc.client.true_status import keep_true_status
from fixline_rpc.context import current_actor, current_caller, remaining_seconds
from fixline_rpc.errors import RpcFailure, failure_of
from fixline_telemetry.attributes import pseudonym

from .calls import SHAPES, answers, begin, failure, multicallable
from .conftest import TOKEN, Serve, Served, hashed
from .echo_service import SERVICE

CODE = grpc.StatusCode


async def bare(served: Served, shape: str, metadata: list[tuple[str, str]]) -> RpcFailure:
    """Call without a channel of ours."""
    async with aio.insecure_channel(served.target) as channel:
        method = multicallable(channel, shape, StringValue.SerializeToString, StringValue.FromString)
        request = StringValue(value="hello")
        if shape.startswith("Unary"):
            return failure_of(await failure(method(request, metadata=metadata, timeout=10)))
        call = method(iter([request]), metadata=metadata, timeout=10)
        keep_true_status(call)
        return failure_of(await failure(call))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ([], "CREDENTIALS_MISSING"),
        ([("authorization", "Bearer wrong")], "CREDENTIALS_INVALID"),
        ([("authorization", "Bearer ")], "CREDENTIALS_INVALID"),
        ([("authorization", f"Basic {TOKEN}")], "CREDENTIALS_INVALID"),
        ([("authorization", TOKEN)], "CREDENTIALS_INVALID"),
        ([("authorization", f"Bearer {TOKEN}"), ("authorization", "Bearer other")], "CREDENTIALS_INVALID"),
    ],
)
async def test_no_or_wrong_credentials(
    served: Served,
    events: list[Event],
    lines: list[EventDict],
    shape: str,
    metadata: list[tuple[str, str]],
    reason: str,
) -> None:
    refused = await bare(served, shape, metadata)
    assert (refused.code, refused.reason) == (CODE.UNAUTHENTICATED, reason)
    assert served.echo.seen == []
    assert events == []
    (line,) = lines
    assert (line["status"], line["caller"]) == ("UNAUTHENTICATED", None)
    assert TOKEN not in str(line)


@pytest.mark.parametrize("shape", SHAPES)
async def test_the_right_token_for_another_method(served: Served, shape: str) -> None:
    async with create_channel(served.target, token="poor") as channel:
        refused = failure_of(await failure(begin(channel, shape, "hello")))
    assert (refused.code, refused.reason) == (CODE.PERMISSION_DENIED, "SCOPE_MISSING")
    assert refused.metadata == {"method": f"{SERVICE}/{shape}", "scope": "echo"}
    assert served.echo.seen == []


async def test_a_method_that_is_not_listed_is_refused_to_everyone(serve: Serve) -> None:
    served = await serve(method_scopes={f"{SERVICE}/UnaryStream": "echo"})
    refused = failure_of(await failure(begin(served.channel, "UnaryUnary", "hello")))
    assert (refused.code, refused.reason) == (CODE.PERMISSION_DENIED, "SCOPE_MISSING")
    assert await answers(begin(served.channel, "UnaryStream", "hello")) == ["hello", "hello"]


async def test_the_scheme_is_case_insensitive(served: Served) -> None:
    refused = await bare(served, "UnaryUnary", [("authorization", f"bearer {TOKEN}"), ("fixline-actor", "x")])
    assert refused.reason == "ACTOR_INVALID"


@pytest.mark.parametrize("actor", ["users/1", "users/9999999999999999999", None])
async def test_the_acting_user_reaches_the_handler(
    served: Served, lines: list[EventDict], actor: str | None
) -> None:
    await answers(begin(served.channel, "UnaryUnary", "hello", metadata=acting_as(actor)))
    assert [seen[:2] for seen in served.echo.seen] == [("bot", actor)]
    assert lines[0]["actor"] == (None if actor is None else pseudonym(actor))


@pytest.mark.parametrize(
    "actor", ["users/", "users/0", "users/07", "users/x", "users/12345678901234567890", "7", "", "users/7 "]
)
async def test_another_spelling_of_an_actor_is_refused(served: Served, actor: str) -> None:
    call = begin(served.channel, "UnaryUnary", "hello", metadata=[("fixline-actor", actor)])
    refused = failure_of(await failure(call))
    assert (refused.code, refused.reason) == (CODE.INVALID_ARGUMENT, "ACTOR_INVALID")
    with pytest.raises(ValueError, match="users/"):
        acting_as(actor)


async def test_two_actors_are_refused(served: Served) -> None:
    metadata = [*acting_as("users/7"), *acting_as("users/8")]
    refused = failure_of(await failure(begin(served.channel, "UnaryUnary", "hello", metadata=metadata)))
    assert refused.reason == "ACTOR_INVALID"


async def test_a_strangers_trace_is_not_continued(served: Served, spans: InMemorySpanExporter) -> None:
    stranger = "4bf92f3577b34da6a3ce929d0e0e4736"
    await bare(served, "UnaryUnary", [("traceparent", f"00-{stranger}-00f067aa0ba902b7-01")])
    (span,) = spans.get_finished_spans()
    assert span.parent is None
    assert f"{span.context.trace_id:032x}" != stranger


def test_outside_a_call_there_is_no_caller() -> None:
    with pytest.raises(LookupError):
        current_caller()
    assert current_actor() is None
    assert remaining_seconds() is None


@pytest.mark.parametrize("digest", ["", "abc", "G" * 64, hashed("x").upper()])
def test_a_malformed_hash_is_refused(digest: str) -> None:
    with pytest.raises(ValueError, match="caller bot: token_sha256"):
        CallerTokens.from_config({"bot": CallerConfig(digest, [])})


def test_two_callers_with_one_token_are_refused() -> None:
    with pytest.raises(ValueError, match="a and b share a token"):
        CallerTokens.from_config({name: CallerConfig(hashed("x"), []) for name in "ab"})


def test_a_former_token_is_the_same_callers() -> None:
    tokens = CallerTokens.from_config({"bot": CallerConfig(hashed("new"), ["read"], hashed("old"))})
    caller = tokens.caller_with("new")
    assert caller is not None
    assert (caller.name, caller.scopes) == ("bot", frozenset({"read"}))
    assert tokens.caller_with("old") == caller
    assert tokens.caller_with("older") is None
    with pytest.raises(ValueError, match="a and b share a token"):
        CallerTokens.from_config(
            {"a": CallerConfig(hashed("x"), []), "b": CallerConfig(hashed("y"), [], hashed("x"))}
        )
    with pytest.raises(ValueError, match="caller bot: token_sha256"):
        CallerTokens.from_config({"bot": CallerConfig(hashed("x"), [], "")})


@pytest.mark.parametrize("token", ["", "two words", "ключ", "line\nbreak"])
async def test_a_token_that_cannot_travel_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="token"):
        create_channel("127.0.0.1:1", token=token)
