"""Values in Valkey that are never older than the last acknowledged change of them (decision 14).

Three kinds of value stand under a key, told apart by their first byte: an entry, the lease of somebody who reads the
value from the database right now, or the fence of somebody who changes it.

- Who finds nothing takes a lease, reads, and puts the entry in its place, if it is still there. An entry ends when its
  lease does: `LEASE_SECONDS` after somebody began to read, at the latest.
- Who changes a value puts up a fence before the commit and again after it. That removes entry and lease alike, so what
  was read before the change cannot be put there after it. Whoever finds a fence or another's lease goes and reads.
- Who cannot put up the second fence waits until every lease from before the commit has ended, and only then answers.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Collection
from functools import cache
from hashlib import blake2b
from itertools import count
from typing import Any, Final, TypeVar

from prometheus_client import Counter
from redis.asyncio import Redis
from redis.exceptions import MaxConnectionsError, RedisError

from tickets_service.adapters.outbound.valkey.breaker import Breaker
from tickets_service.adapters.outbound.valkey.metrics import FENCES, LOOKUPS

LEASE_SECONDS: Final = 3.0
FENCE_SECONDS: Final = 10.0
"""Longer than a commit takes: a process that dies in the middle leaves the fence, not what was before."""
LOOKUP_SECONDS: Final = 0.05
CHANGE_SECONDS: Final = 0.25
CONNECTIONS: Final = 64

ENTRY: Final = b"+"
LEASE: Final = b"?"
FENCE: Final = b"!"
DIGEST_BYTES: Final = 8

# KEYS: the value's. ARGV: what has to stand there, and what to put there until the same moment.
FILL: Final = (
    "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL') end"
)
DISCARD: Final = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"

T = TypeVar("T")


def connect(url: str) -> Redis:
    """Return a client that connects on first use. The cache sets the time limits, and nothing is tried twice."""
    return Redis.from_url(
        url,
        max_connections=CONNECTIONS,
        socket_timeout=None,
        socket_connect_timeout=None,
        retry=None,
        protocol=2,
    )


class LeasedCache:
    """All replicas share it. Without Valkey, or with a slow one, it costs `lookup_seconds` every few seconds."""

    def __init__(
        self,
        valkey: Redis,
        *,
        breaker: Breaker | None = None,
        lease_seconds: float = LEASE_SECONDS,
        lookup_seconds: float = LOOKUP_SECONDS,
        change_seconds: float = CHANGE_SECONDS,
    ) -> None:
        self._valkey = valkey
        self._breaker = breaker or Breaker()
        self._lease_seconds = lease_seconds
        self._lookup_seconds = lookup_seconds
        self._change_seconds = change_seconds
        # Of this process alone, and none of them twice.
        self._leases = LEASE + secrets.token_bytes(12)
        self._numbers = count(1)
        self._milliseconds = milliseconds(lease_seconds)
        self._fill = valkey.register_script(FILL)
        self._discard = valkey.register_script(DISCARD)

    async def find(
        self,
        name: str,
        load: Callable[[], Awaitable[T | None]],
        *,
        encode: Callable[[T], bytes],
        decode: Callable[[bytes], T],
    ) -> T | None:
        """Return what is kept under `name`, such as `users/7`, else what `load` returns; None is not kept.

        `decode` raises ValueError, KeyError or TypeError for what `encode` did not make.
        """
        lease = self._leases + b"%d" % next(self._numbers)
        outcome, held = await self._look(name, lease)
        if held[:1] == ENTRY:
            try:
                found = decode(opened(name, held))
            except (ValueError, KeyError, TypeError):
                outcome = "garbage"
            else:
                counted_in(name.partition("/")[0], "hit").inc()
                return found
        counted_in(name.partition("/")[0], outcome).inc()
        if outcome == "garbage":
            await self._try(self._discard(keys=[key(name)], args=[held]))
        loaded = await load()
        if outcome == "miss" and loaded is not None:
            await self._try(self._fill(keys=[key(name)], args=[lease, sealed(name, encode(loaded))]))
        return loaded

    async def up(self, names: Collection[str]) -> None:
        """Put up fences before a commit, if possible."""
        await self._fence(names)

    async def settle(self, names: Collection[str]) -> None:
        """Return when nobody can find any more what was there before the commit: at once, or after the lease time."""
        over = time.monotonic() + self._lease_seconds
        while not await self._fence(names):
            left = over - time.monotonic()
            if left <= 0:
                return
            await asyncio.sleep(min(left, self._change_seconds))

    async def _look(self, name: str, lease: bytes) -> tuple[str, bytes]:
        """Return what to count, and what stands there; nothing does after a miss, when the lease is ours."""
        if not self._breaker.lets_through():
            return "skipped", b""
        # The plain command: what the client's method adds costs a tenth of a lookup.
        words = ("SET", key(name), lease, "PX", self._milliseconds, "NX", "GET")
        take = self._valkey.execute_command(*words, get=True)  # type: ignore[no-untyped-call]
        ok, held = await self._try(take)
        if not ok:
            return "error", b""
        if held is None:
            return "miss", b""
        if not isinstance(held, bytes) or held[:1] not in {ENTRY, LEASE, FENCE}:
            return "garbage", held if isinstance(held, bytes) else b""
        return "busy", held

    async def _fence(self, names: Collection[str]) -> bool:
        try:
            # Not past the breaker's advice: whether the others reach Valkey is unknown.
            async with asyncio.timeout(self._change_seconds):
                for name in names:
                    await self._valkey.set(key(name), FENCE, px=milliseconds(FENCE_SECONDS))
        except (RedisError, OSError, ValueError):
            FENCES.labels("failed").inc()
            return False
        FENCES.labels("ok").inc()
        return True

    async def _try(self, command: Awaitable[Any]) -> tuple[bool, Any]:
        """Return whether it worked, and the answer."""
        try:
            async with asyncio.timeout(self._lookup_seconds):
                answer = await command
        except MaxConnectionsError:  # of our own making
            return False, None
        except (RedisError, OSError, ValueError) as error:
            self._breaker.failed(error)
            return False, None
        self._breaker.succeeded()
        return True, answer


def key(name: str) -> str:
    """The same in every release, for who changes a value must find what another release keeps of it."""
    return f"fixline:tickets:{name}"


def sealed(name: str, content: bytes) -> bytes:
    return ENTRY + digest(name, content) + content


def opened(name: str, entry: bytes) -> bytes:
    """Return the content; raise ValueError when it is not what was sealed under that name."""
    content = entry[1 + DIGEST_BYTES :]
    if entry[1 : 1 + DIGEST_BYTES] != digest(name, content):
        raise ValueError(name)
    return content


def digest(name: str, content: bytes) -> bytes:
    return blake2b(name.encode() + b"\0" + content, digest_size=DIGEST_BYTES).digest()


def milliseconds(seconds: float) -> int:
    return round(seconds * 1_000)


@cache
def counted_in(kind: str, outcome: str) -> Counter:
    return LOOKUPS.labels(kind, outcome)
