"""Invites on memory."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime

from tickets_service.adapters.outbound.memory.store import MemoryStore
from tickets_service.domain.people.invite import Invite, InviteId, InviteState
from tickets_service.domain.people.invite_errors import InviteNotFoundError
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import may_on_desk


class MemoryInviteRepository:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.staged: dict[InviteId, Invite] = {}

    async def add(self, invite: Invite) -> None:
        invite.id = InviteId(next(self._store.ids))
        self.staged[invite.id] = deepcopy(invite)

    async def get(self, invite_id: InviteId) -> Invite:
        found = self._all().get(invite_id)
        if found is None:
            raise InviteNotFoundError
        return deepcopy(found)

    async def get_by_code(self, code_digest: bytes) -> Invite:
        for invite in self._all().values():
            if invite.code_digest == code_digest:
                return deepcopy(invite)
        raise InviteNotFoundError

    async def settle(self, invite: Invite) -> bool:
        kept = self._all()[invite.id]
        if kept.redeemed_at is not None or kept.revoked_at is not None:
            return False
        self.staged[invite.id] = deepcopy(invite)
        return True

    def _all(self) -> dict[InviteId, Invite]:
        return self._store.invites | self.staged


class MemoryInviteReader:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def page(self, *, open_at: datetime | None, before: int | None, limit: int) -> Sequence[Invite]:
        found = [
            deepcopy(invite)
            for invite in self._store.invites.values()
            if (before is None or invite.id < before) and (open_at is None or self._open(invite, open_at))
        ]
        return sorted(found, key=lambda invite: -invite.id)[:limit]

    def _open(self, invite: Invite, now: datetime) -> bool:
        return invite.state(now) is InviteState.OPEN and self._counts(invite)

    def _counts(self, invite: Invite) -> bool:
        if invite.creator_id is None:
            return True
        creator = self._store.users[invite.creator_id]
        needed = DeskAction.MANAGE_INVITES if invite.person_id is None else DeskAction.CREATE_TICKET
        return creator.active and may_on_desk(creator, needed)
