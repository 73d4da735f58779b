"""A person in the staff group, and what happens to the group."""

from typing import Any

from bot_testing.chats import GroupTopic
from bot_testing.shown import Shown
from bot_testing.talker import Json, Talker
from bot_testing.world import BOT_ID, World

GROUP = -1_002_000_000_001
GROUP_CHAT: Json = {"id": GROUP, "type": "supergroup", "title": "Staff", "is_forum": True}
RIGHTS = ("can_manage_topics", "can_pin_messages")


class Member(Talker):
    """Writes in General, or in the topic of a ticket: `thread` of what is sent."""

    def __init__(self, talker: Talker) -> None:
        super().__init__(talker.world, talker.id, "", None)
        self.user = talker.user

    @property
    def chat(self) -> list[Shown]:
        return list(self.world.chats.get(GROUP, {}).values())

    @property
    def reactions(self) -> list[tuple[int, int]]:
        return [each for each in self.world.liked if each[0] == GROUP]

    def topic(self, ticket: int) -> GroupTopic:
        return self.world.group_topics[GROUP, ticket]

    def card(self, ticket: int) -> Shown:
        return self.world.chats[GROUP][self.world.cards[GROUP, ticket]]

    async def says_on(self, ticket: int, text: str, /, **more: object) -> int:
        """Write in the topic of a ticket; return the number of the update."""
        return await self.sends(text=text, message_thread_id=self.topic(ticket).thread, **more)

    def _chat(self) -> Json:
        return GROUP_CHAT


def bot_became(world: World, by: Json, status: str, *rights: str, before: str = "left") -> Json:
    """Return the update that the bot is something else in the group now."""
    ours = {"id": BOT_ID, "is_bot": True, "first_name": "Desk", "username": "desk_bot"}

    def member(named: str) -> dict[str, Any]:
        found: dict[str, Any] = {"status": named, "user": ours}
        if named == "kicked":
            found["until_date"] = 0
        if named == "administrator":
            found |= {name: name in rights for name in (*RIGHTS, "can_be_edited", "is_anonymous")}
        return found

    event = {
        "chat": GROUP_CHAT,
        "from": by,
        "date": 1_700_000_000,
        "old_chat_member": member(before),
        "new_chat_member": member(status),
    }
    return {"update_id": next(world.numbers), "my_chat_member": event}
