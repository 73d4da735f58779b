"""Invites on PostgreSQL: one statement each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import RowMapping, Select, and_, insert, or_, select, update

from fixline_chassis.driver.transaction import LateConnection
from tickets_service.adapters.outbound.sqlalchemy.connections.reading import Reading
from tickets_service.adapters.outbound.sqlalchemy.tables.people import InviteRow, UserRow
from tickets_service.domain.people.invite import Invite, InviteId
from tickets_service.domain.people.invite_errors import InviteNotFoundError
from tickets_service.domain.people.user import Role
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.tables import ON_DESK

INVITE_COLUMNS: Final = tuple(InviteRow.__table__.columns)


def roles_that_may(action: DeskAction) -> list[str]:
    return [role.value for role in Role if action in ON_DESK[role]]


INVITERS: Final = roles_that_may(DeskAction.MANAGE_INVITES)
INTRODUCERS: Final = roles_that_may(DeskAction.CREATE_TICKET)
"""By whose links somebody may be whom they made known."""


class SqlAlchemyInviteRepository:
    def __init__(self, connection: LateConnection) -> None:
        self._connection = connection

    async def add(self, invite: Invite) -> None:
        added = await self._connection.execute(
            insert(InviteRow).values(**invite_columns(invite)).returning(InviteRow.id)
        )
        invite.id = InviteId(added.scalar_one())

    async def get(self, invite_id: InviteId) -> Invite:
        return await self._one(select(*INVITE_COLUMNS).where(InviteRow.id == invite_id))

    async def get_by_code(self, code_digest: bytes) -> Invite:
        return await self._one(select(*INVITE_COLUMNS).where(InviteRow.code_sha256 == code_digest))

    async def settle(self, invite: Invite) -> bool:
        # The condition is looked at again once whoever was first has committed.
        settled = await self._connection.scalar(
            update(InviteRow)
            .where(InviteRow.id == invite.id, InviteRow.used_at.is_(None), InviteRow.revoked_at.is_(None))
            .values(**invite_columns(invite))
            .returning(InviteRow.id)
        )
        return settled is not None

    async def _one(self, statement: Select[Any]) -> Invite:
        row = (await self._connection.execute(statement)).mappings().one_or_none()
        if row is None:
            raise InviteNotFoundError
        return invite_from_row(row)


class SqlAlchemyInviteReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def page(self, *, open_at: datetime | None, before: int | None, limit: int) -> Sequence[Invite]:
        statement = select(*INVITE_COLUMNS).order_by(InviteRow.id.desc()).limit(limit)
        if before is not None:
            statement = statement.where(InviteRow.id < before)
        if open_at is not None:
            may_still = or_(
                UserRow.role.in_(INVITERS),
                and_(InviteRow.person_id.is_not(None), UserRow.role.in_(INTRODUCERS)),
            )
            statement = statement.outerjoin(UserRow, UserRow.id == InviteRow.created_by).where(
                InviteRow.used_at.is_(None),
                InviteRow.revoked_at.is_(None),
                InviteRow.expires_at > open_at,
                or_(InviteRow.created_by.is_(None), and_(UserRow.is_active, may_still)),
            )
        return [invite_from_row(row) for row in await self._reading.rows(statement)]


def invite_from_row(row: RowMapping) -> Invite:
    return Invite(
        id=InviteId(row["id"]),
        code_digest=row["code_sha256"],
        salt=row["salt"],
        role=Role(row["role"]),
        note=row["note"],
        creator_id=row["created_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        redeemer_id=row["used_by"],
        redeemed_at=row["used_at"],
        revoker_id=row["revoked_by"],
        revoked_at=row["revoked_at"],
        person_id=row["person_id"],
    )


def invite_columns(invite: Invite) -> Mapping[str, Any]:
    return {
        "code_sha256": invite.code_digest,
        "salt": invite.salt,
        "role": invite.role.value,
        "note": invite.note,
        "created_by": invite.creator_id,
        "created_at": invite.created_at,
        "expires_at": invite.expires_at,
        "used_by": invite.redeemer_id,
        "used_at": invite.redeemed_at,
        "revoked_by": invite.revoker_id,
        "revoked_at": invite.revoked_at,
        "person_id": invite.person_id,
    }
