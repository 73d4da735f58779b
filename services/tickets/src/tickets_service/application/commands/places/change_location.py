"""How every command that changes the tree of locations runs; the commands differ in the act."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey, RepeatableCommand
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.places.repository import LocationRepository
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.views.places import LocationView
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.places.errors import LocationNotFoundError
from tickets_service.domain.places.events import LocationChange, LocationEvent
from tickets_service.domain.places.location import Location

Build = Callable[[LocationRepository, LocationChange], Awaitable[tuple[Location, Sequence[LocationEvent]]]]
LocationAct = Callable[[Location, LocationChange], LocationEvent | None]
LocationActWithOthers = Callable[
    [Location, LocationRepository, LocationChange], Awaitable[LocationEvent | None]
]

LocationActs = Callable[[Location, LocationRepository, LocationChange], Awaitable[Sequence[LocationEvent]]]


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
        self, command: LocationCommand, key: IdempotencyKey, reason: str, *acts: LocationAct
    ) -> LocationView:
        """Let an admin act on a location that exists; raise `LocationNotFoundError` when it does not."""

        async def alone(
            location: Location, _: LocationRepository, change: LocationChange
        ) -> list[LocationEvent]:
            done = [act(location, change) for act in acts]
            return [event for event in done if event is not None]

        return await self._on(command, key, reason, alone)

    async def with_others(
        self, command: LocationCommand, key: IdempotencyKey, reason: str, act: LocationActWithOthers
    ) -> LocationView:
        """The same, for an act that looks at more than the location."""

        async def one(
            location: Location, locations: LocationRepository, change: LocationChange
        ) -> list[LocationEvent]:
            event = await act(location, locations, change)
            return [] if event is None else [event]

        return await self._on(command, key, reason, one)

    async def _on(
        self, command: LocationCommand, key: IdempotencyKey, reason: str, act: LocationActs
    ) -> LocationView:
        async def changed(
            locations: LocationRepository, change: LocationChange
        ) -> tuple[Location, Sequence[LocationEvent]]:
            location = await locations.find(command.code)
            if location is None:
                raise LocationNotFoundError(command.code)
            location.require_etag(command.etag)
            events = await act(location, locations, change)
            if events:
                await locations.save(location)
            return location, events

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
            location, events = await build(uow.locations, change)
            for event in events:
                await uow.locations.record(event, traceparent=self.tracing.traceparent())
            view = LocationView.of(location)
            await uow.answers.keep(key, view)
            await uow.commit()
        return view
