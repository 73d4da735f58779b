"""How every command that changes the tree of locations runs; the commands differ in the act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.location_repository import LocationRepository
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.views.places import LocationView
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.places.errors import LocationNotFoundError
from tickets_service.domain.places.events import LocationChange, LocationEvent
from tickets_service.domain.places.location import Location

Build = Callable[[LocationRepository, LocationChange], Awaitable[tuple[Location, LocationEvent | None]]]
LocationAct = Callable[[Location, LocationChange], LocationEvent | None]
LocationActWithOthers = Callable[
    [Location, LocationRepository, LocationChange], Awaitable[LocationEvent | None]
]


class LocationCommand(RepeatableCommand, Protocol):
    @property
    def code(self) -> str: ...
    @property
    def etag(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationChanger:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(
        self, command: LocationCommand, key: IdempotencyKey, reason: str, act: LocationAct
    ) -> LocationView:
        """Let an admin act on a location that exists; raise `LocationNotFoundError` when it does not."""

        async def alone(
            location: Location, _: LocationRepository, change: LocationChange
        ) -> LocationEvent | None:
            return act(location, change)

        return await self.with_others(command, key, reason, alone)

    async def with_others(
        self, command: LocationCommand, key: IdempotencyKey, reason: str, act: LocationActWithOthers
    ) -> LocationView:
        """The same, for an act that looks at more than the location."""

        async def changed(
            locations: LocationRepository, change: LocationChange
        ) -> tuple[Location, LocationEvent | None]:
            location = await locations.find(command.code)
            if location is None:
                raise LocationNotFoundError(command.code)
            location.require_etag(command.etag)
            event = await act(location, locations, change)
            if event is not None:
                await locations.save(location)
            return location, event

        return await self.of_tree(command, key, reason, changed)

    async def of_tree(
        self, command: RepeatableCommand, key: IdempotencyKey, reason: str, build: Build
    ) -> LocationView:
        """Let an admin do what `build` does to the tree, which nobody else changes meanwhile."""
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_LOCATIONS)
            require_on_desk(actor, DeskAction.MANAGE_LOCATIONS)
            if answer := await uow.answers.claim(key, LocationView, now=now):
                return answer
            await uow.locations.lock_tree()
            change = LocationChange(by=actor_name(actor), now=now, reason=reason)
            location, event = await build(uow.locations, change)
            if event is not None:
                await uow.locations.record(event, traceparent=self.tracing.traceparent())
            view = LocationView.of(location)
            await uow.answers.keep(key, view)
            await uow.commit()
        return view
