"""Use case: those whom the configuration names become staff without registering anew."""

from dataclasses import dataclass

from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.domain.people.actor import SYSTEM
from tickets_service.domain.people.appointments import Appointments


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointStaffHandler:
    """Safe to repeat, and to run in any number of replicas at once: each role is given once."""

    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing
    appointments: Appointments

    async def __call__(self) -> int:
        """Return how many people got another role; whoever is not registered yet gets theirs when they are."""
        return sum([await self._appoint(telegram_id) for telegram_id in self.appointments.telegram_ids])

    async def _appoint(self, telegram_id: int) -> bool:
        async with self.unit_of_work() as uow:
            user = await uow.users.find_by_telegram_id(telegram_id)
            if user is None:
                return False
            event = self.appointments.appoint(user, by=SYSTEM, now=self.clock.now())
            if event is None:
                return False
            await uow.users.save(user)
            await uow.users.record(event, traceparent=self.tracing.traceparent())
            await uow.commit()
        return True
