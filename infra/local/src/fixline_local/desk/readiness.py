"""What a service says of itself at `/readyz`, as a person reads it."""

import re
from typing import Final

import aiohttp

TELEGRAM: Final = "telegram"
"""The bot's check of whether Telegram hears it: the one that no wait on this machine makes pass."""
ERROR: Final = re.compile(r"^\w+: ")
"""The class that stands before an error's words."""


async def shortcomings(port: int) -> dict[str, str] | None:
    """Return what the service on this admin port is short of, in words by the checks' names; None without an answer."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session,
            session.get(f"http://127.0.0.1:{port}/readyz") as response,
        ):
            answer = await response.json()
    except (aiohttp.ClientError, TimeoutError):
        return None
    said: dict[str, str] = answer["failures"] | answer["degraded"]
    return {name: ERROR.sub("", words) for name, words in said.items()}


def faults_in(said: dict[str, str]) -> str:
    """Return what is wrong in one line, or nothing: what is "still" under way is not."""
    return "; ".join(words for words in said.values() if not words.startswith("still "))
