"""Port: reading invites without changing them; `StoreError` when the store cannot answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tickets_service.domain.people.invite import Invite


class InviteReader(Protocol):
    async def page(self, *, open_at: datetime | None, before: int | None, limit: int) -> Sequence[Invite]:
        """Return invites with an id below `before`, newest first.

        With `open_at` only those that could be redeemed at that time: not those whose creator is no active admin.
        """
        ...
