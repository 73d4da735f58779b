"""The people of a simulator, for tests and the demo, and what its control API offers."""

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import aiohttp

from fixline_local.telegram.person_client import ActionRefusedError, PersonClient, Predicate

__all__ = ["ActionRefusedError", "PersonClient", "Predicate", "TelegramPeople"]


class TelegramPeople:
    """`async with TelegramPeople(base_url) as people: rita = people.person(RITA)`."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=90))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    def person(self, person_id: int, *, chat_id: int | None = None) -> PersonClient:
        """Return someone in the private chat with the bot, or in the group `chat_id`."""
        return PersonClient(self.request, person_id, chat_id or person_id)

    async def create_person(
        self, first_name: str, *, last_name: str = "", username: str = "", language_code: str = "en"
    ) -> PersonClient:
        body = {
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
        }
        made = await self.request("POST", "/api/people", json=body)
        return self.person(made["id"])

    async def create_group(
        self,
        title: str,
        members: Sequence[int],
        *,
        forum: bool = False,
        basic: bool = False,
        rights: Sequence[str] = (),
    ) -> int:
        """Return the id of a new group that the bot is in: with `rights` as its administrator, else as a member.

        Whoever is named first is its administrator. `forum`: it has topics; `basic`: it is no supergroup.
        """
        group = {
            "title": title,
            "members": list(members),
            "forum": forum,
            "basic": basic,
            "rights": list(rights),
        }
        return int((await self.request("POST", "/api/groups", json=group))["id"])

    async def group(self, title: str) -> int | None:
        """Return the id of the group of this title; None without one."""
        found = [
            each["id"]
            for each in (await self.request("GET", "/api/people"))["groups"]
            if each["title"] == title
        ]
        return int(found[0]) if found else None

    async def add_fault(self, **fault: Any) -> int:
        """Plan a fault (see `control.faults.Fault`) and return its number."""
        return int((await self.request("POST", "/api/faults", json=fault))["id"])

    async def clear_faults(self) -> None:
        await self.request("DELETE", "/api/faults")

    async def calls(self, method: str | None = None, *, since: int = 0) -> list[dict[str, Any]]:
        """Return the journal's entries whose number is above `since`."""
        query = {"since": str(since)} | ({"method": method} if method else {})
        return list((await self.request("GET", "/api/calls", params=query))["calls"])

    async def set_limits(self, *, enabled: bool) -> None:
        await self.request("POST", "/api/limits", json={"enabled": enabled})

    async def switch_topics(self, *, enabled: bool, made_by_people: bool = False) -> None:
        """Have private chats with the bot have topics, as its owner may, and let people make some."""
        body = {"enabled": enabled, "made_by_people": made_by_people}
        await self.request("PUT", "/api/bot/topics", json=body)

    async def request(self, verb: str, path: str, **options: Any) -> Any:
        """Call the API. Raise ActionRefusedError for a 4xx, aiohttp.ClientError when it is not there."""
        async with self._open_session().request(verb, self.base_url + path, **options) as response:
            body = await response.json()
            if response.status >= 400:  # noqa: PLR2004 - where HTTP's errors begin
                raise ActionRefusedError(f"{response.status}: {body.get('error')}")
            return body

    async def download(self, file_id: str) -> bytes:
        """Return a file's bytes as a person's app gets them, of any size."""
        async with self._open_session().get(f"{self.base_url}/api/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use `async with TelegramPeople(...)`")
        return self._session
