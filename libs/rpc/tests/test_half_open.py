"""The other side of a call vanished without a word: the connection stays open, and nothing passes any more."""

import pytest

from fixline_rpc.client import channel as channels
from fixline_rpc.client.channel import create_channel
from fixline_testing.wire import wire_to

from .calls import answers, begin
from .conftest import TOKEN, Serve, eventually

QUICK = {"grpc.keepalive_time_ms": 1000, "grpc.keepalive_timeout_ms": 200, "grpc.http2.ping_timeout_ms": 200}


async def test_a_watch_whose_client_vanished_ends_and_gives_its_place_back(serve: Serve) -> None:
    served = await serve(keepalive_seconds=0.2, keepalive_timeout_seconds=0.2, max_streams_per_caller=1)
    async with wire_to(served.port) as wire, create_channel(f"127.0.0.1:{wire.port}", token=TOKEN) as channel:
        watching = begin(channel, "UnaryStream", "wait", timeout=60)
        await eventually(lambda: served.echo.seen)
        wire.swallow()
        await eventually(lambda: not served.server._in_flight.methods())
        assert await answers(begin(served.channel, "UnaryStream", "hello"))
        watching.cancel()


async def test_a_call_whose_server_vanished_is_made_anew_on_another_connection(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve()
    quick = tuple((name, QUICK.get(name, value)) for name, value in channels.OPTIONS)
    monkeypatch.setattr(channels, "OPTIONS", quick)
    async with wire_to(served.port) as wire, create_channel(f"127.0.0.1:{wire.port}", token=TOKEN) as channel:
        calling = begin(channel, "UnaryStream", "wait", timeout=60)
        await eventually(lambda: served.echo.seen)
        wire.swallow()
        await eventually(lambda: len(served.echo.seen) == 2)
        served.echo.release.set()
        assert await answers(calling)
