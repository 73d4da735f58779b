"""`StaffGroups` and `GroupInspector` in memory."""

from bot_service.application.ports.topics.staff_group import GroupRights, StaffGroup


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
