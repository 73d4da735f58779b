"""`QuickReplies` in memory."""

from collections.abc import Sequence
from itertools import count

from bot_service.application.ports.quick_replies.quick_replies import TooManyQuickRepliesError
from bot_service.domain.quick_replies.quick_reply import QuickReply, most_of


class MemoryQuickReplies:
    def __init__(self) -> None:
        self._kept: dict[int, QuickReply] = {}
        self._ids = count(1)

    async def of(self, owner: str) -> Sequence[QuickReply]:
        found = [each for each in self._kept.values() if each.owner == owner]
        return sorted(found, key=lambda each: each.title.casefold())

    async def get(self, id_: int) -> QuickReply | None:
        return self._kept.get(id_)

    async def save(self, owner: str, title: str, words: str, *, instead_of: int | None = None) -> QuickReply:
        before = await self.of(owner)
        same = next((each for each in before if each.title.casefold() == title.casefold()), None)
        others = [each for each in before if each is not same and each.id != instead_of]
        if len(others) >= most_of(owner):
            raise TooManyQuickRepliesError
        if instead_of in {each.id for each in before}:
            del self._kept[instead_of]
        id_ = next(self._ids) if same is None else same.id
        self._kept[id_] = QuickReply(id=id_, owner=owner, title=title, words=words)
        return self._kept[id_]

    async def delete(self, id_: int, *, owner: str) -> None:
        if id_ in self._kept and self._kept[id_].owner == owner:
            del self._kept[id_]
