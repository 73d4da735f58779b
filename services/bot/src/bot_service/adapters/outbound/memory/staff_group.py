"""`StaffGroups`, `GroupInspector` and `Topics` in memory."""

from bot_service.application.ports.topics.staff_group import GroupRights, StaffGroup
from bot_service.application.ports.topics.topics import Topic, TopicLook


class MemoryStaffGroups:
    def __init__(self) -> None:
        self._linked: StaffGroup | None = None

    async def linked(self) -> StaffGroup | None:
        return self._linked

    async def link(self, group: StaffGroup) -> None:
        self._linked = group

    async def unlink(self, chat_id: int) -> bool:
        if self._linked is None or self._linked.chat_id != chat_id:
            return False
        self._linked = None
        return True


class MemoryGroupInspector:
    def __init__(self) -> None:
        self.rights = GroupRights(is_forum=True, can_manage_topics=True, can_pin_messages=True)

    async def rights_in(self, chat_id: int) -> GroupRights:  # noqa: ARG002  # the port's: it is one group
        return self.rights


class MemoryTopics:
    """Of one process: nobody dies over making one."""

    def __init__(self) -> None:
        self._topics: dict[tuple[int, int], Topic] = {}
        self._written: set[tuple[int, int, str, str]] = set()

    def put(self, chat_id: int, ticket: int, thread_id: int) -> None:
        self._topics[chat_id, ticket] = Topic(thread_id=thread_id, look=None, is_closed=None)

    async def of(self, chat_id: int, ticket: int) -> Topic | None:
        return self._topics.get((chat_id, ticket))

    async def ticket_in(self, chat_id: int, thread_id: int) -> int | None:
        found = [
            ticket
            for (chat, ticket), topic in self._topics.items()
            if chat == chat_id and topic.thread_id == thread_id
        ]
        return found[0] if found else None

    async def begin(self, chat_id: int, ticket: int) -> float:
        self._topics.setdefault((chat_id, ticket), Topic(thread_id=None, look=None, is_closed=None))
        return 0.0

    async def stop(self, chat_id: int, ticket: int) -> None:
        self._topics.pop((chat_id, ticket), None)

    async def write(self, chat_id: int, ticket: int, *, author: str, words: str) -> None:
        self._written.add((chat_id, ticket, author, words.strip()))

    async def is_written_there(self, chat_id: int, ticket: int, *, author: str, words: str) -> bool:
        return (chat_id, ticket, author, words.strip()) in self._written

    async def put_off(self, chat_id: int, ticket: int) -> None:
        self._topics[chat_id, ticket] = Topic(thread_id=None, look=None, is_closed=None, is_put_off=True)

    async def made(self, chat_id: int, ticket: int, thread_id: int, look: TopicLook) -> int:
        before = self._topics.get((chat_id, ticket))
        if before is not None and before.thread_id is not None:
            return before.thread_id
        self._topics[chat_id, ticket] = Topic(thread_id=thread_id, look=look, is_closed=False)
        return thread_id

    async def heard_of(self, chat_id: int, ticket: int, thread_id: int) -> bool:
        topic = self._topics.get((chat_id, ticket))
        if topic is not None and topic.thread_id is None:
            self._topics[chat_id, ticket] = Topic(thread_id=thread_id, look=None, is_closed=None)
            return True
        return topic is None or topic.thread_id == thread_id

    async def changed(
        self, chat_id: int, ticket: int, *, look: TopicLook | None = None, is_closed: bool | None = None
    ) -> None:
        topic = self._topics[chat_id, ticket]
        self._topics[chat_id, ticket] = Topic(
            thread_id=topic.thread_id,
            look=topic.look if look is None else look,
            is_closed=topic.is_closed if is_closed is None else is_closed,
        )

    async def unsure(self, chat_id: int, thread_id: int) -> None:
        ticket = await self.ticket_in(chat_id, thread_id)
        if ticket is not None:
            self._topics[chat_id, ticket] = Topic(thread_id=thread_id, look=None, is_closed=None)
