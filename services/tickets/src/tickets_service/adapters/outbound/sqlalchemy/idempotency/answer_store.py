"""Kept answers on PostgreSQL."""

from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import DateTime, bindparam, delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from fixline_chassis.driver.statements import Driver, Prepared
from fixline_chassis.driver.transaction import LateConnection
from fixline_telemetry.metrics import cache_counter
from tickets_service.adapters.outbound.pydantic.stored_answers import answer_from, stored
from tickets_service.adapters.outbound.sqlalchemy.pending import Pending
from tickets_service.adapters.outbound.sqlalchemy.sla.policies import KnownPolicies
from tickets_service.adapters.outbound.sqlalchemy.tables.idempotency import IdempotencyKeyRow as Row
from tickets_service.adapters.outbound.sqlalchemy.tables.sla import SlaRevisionRow
from tickets_service.application.errors import IdempotencyKeyReusedError
from tickets_service.application.idempotency import KEPT_FOR, IdempotencyKey

SLA_REVISION: Final = select(SlaRevisionRow.revision).scalar_subquery().label("sla_revision")
"""Told by the statement that every command on a ticket runs anyway: so none applies outdated policies."""
CLAIM: Final = insert(Row)
CLAIM_KEY: Final = Prepared(
    CLAIM.on_conflict_do_update(
        index_elements=[Row.caller, Row.request_id],
        set_={"fingerprint": CLAIM.excluded.fingerprint, "created_at": CLAIM.excluded.created_at},
        where=Row.created_at < bindparam("forgotten_before", type_=DateTime(timezone=True)),
    ).returning(SLA_REVISION),
    columns=["caller", "request_id", "fingerprint", "created_at"],
)
REQUESTS: Final = cache_counter("answers")
"""A hit saved a command from being carried out again."""

T = TypeVar("T")


class SqlAlchemyAnswerStore:
    """The claim is the row itself: whoever inserts the same key waits until we commit or roll back."""

    def __init__(
        self, connection: LateConnection, driver: Driver, pending: Pending, known: KnownPolicies
    ) -> None:
        self._connection = connection
        self._driver = driver
        self._pending = pending
        self._known = known

    async def claim(self, key: IdempotencyKey, kind: type[T], *, now: datetime) -> T | None:
        claimed = await self._driver.row(
            CLAIM_KEY,
            caller=key.caller,
            request_id=key.request_id,
            fingerprint=key.fingerprint,
            created_at=now,
            forgotten_before=now - KEPT_FOR,
        )
        REQUESTS.count(hit=claimed is None)
        if claimed is not None:
            self._known.expect(claimed["sla_revision"])
            return None
        found = await self._connection.execute(
            select(Row.fingerprint, Row.answer).where(
                Row.caller == key.caller, Row.request_id == key.request_id
            )
        )
        fingerprint, answer = found.one()
        if fingerprint != key.fingerprint:
            raise IdempotencyKeyReusedError
        # Empty where a command claimed its key and had nothing to answer.
        return answer_from(kind, answer) if answer else None

    async def keep(self, key: IdempotencyKey, answer: object) -> None:
        self._pending.answer = (key, stored(answer))

    async def purge(self, *, before: datetime, limit: int) -> int:
        old = (
            select(Row.caller, Row.request_id)
            .where(Row.created_at < before)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        gone = await self._connection.execute(delete(Row).where(tuple_(Row.caller, Row.request_id).in_(old)))
        return gone.rowcount
