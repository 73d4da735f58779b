"""Use case: an admin brings many places at once, all of them or none."""

from dataclasses import dataclass

from tickets_service.application.acting import person_of
from tickets_service.application.idempotency import IdempotencyKey
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.principal import Principal
from tickets_service.application.views.places import ImportView
from tickets_service.domain import text
from tickets_service.domain.people.actor import actor_name
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk
from tickets_service.domain.places.events import LocationChange, LocationEvent
from tickets_service.domain.places.import_plan import MOST_ROWS, ImportPlan, ImportRow, Planning
from tickets_service.domain.places.location import Location, LocationKind, NewLocation
from tickets_service.domain.violations import Violations


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLocations:
    principal: Principal
    rows: tuple[ImportRow, ...]
    validate_only: bool = False
    reason: str = ""
    request_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLocationsHandler:
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    tracing: Tracing

    async def __call__(self, command: ImportLocations) -> ImportView:
        """Rows that cannot be taken are told in the answer, and then nothing is changed."""
        violations = Violations()
        if not 1 <= len(command.rows) <= MOST_ROWS:
            violations.add("rows", f"must be 1 to {MOST_ROWS}, are {len(command.rows)}")
        reason = text.REASON.read(command.reason, "reason", violations)
        key = IdempotencyKey.of(command, violations)
        violations.refuse_if_any()
        now = self.clock.now()
        async with self.unit_of_work() as uow:
            actor = await person_of(uow.users, command.principal, DeskAction.MANAGE_LOCATIONS)
            require_on_desk(actor, DeskAction.MANAGE_LOCATIONS)
            if answer := await uow.answers.claim(key, ImportView, now=now):
                return answer
            await uow.locations.lock_tree()
            planning = Planning(await uow.locations.everything())
            plan = planning.plan(command.rows)
            view = ImportView(
                created=len(plan.new),
                updated=len(plan.changed),
                unchanged=plan.unchanged,
                faults=tuple(plan.faults),
            )
            if plan.faults or command.validate_only:
                return view
            change = LocationChange(by=actor_name(actor), now=now, reason=reason)
            grown = Growing(dict(planning.known), planning, change)
            for level in LocationKind:
                added, saved = grown.level(level, plan)
                await uow.locations.add_all(added)
                for location in saved:
                    await uow.locations.save(location)
                grown.events += [change.created(location) for location in added]
            for location in grown.archive(plan):
                await uow.locations.save(location)
            await uow.locations.record_all(grown.events, traceparent=self.tracing.traceparent())
            await uow.answers.keep(key, view)
            await uow.commit()
        return view


class Growing:
    """The tree while rows change it, level by level from the largest places down; archiving comes last."""

    def __init__(self, tree: dict[str, Location], planning: Planning, change: LocationChange) -> None:
        self.events: list[LocationEvent] = []
        self._tree = tree
        self._planning = planning
        self._change = change

    def level(self, kind: LocationKind, plan: ImportPlan) -> tuple[list[Location], list[Location]]:
        """Return the places of a kind that are new, which have no ids yet, and those that changed."""
        changed = [row for row in plan.changed if self._planning.kind_of(row.code) is kind]
        saved = [location for row in changed if (location := self._changed(row)) is not None]
        added = []
        for row in plan.new:
            if row.kind is kind:
                new = NewLocation(
                    code=row.code, display_name=row.display_name, kind=kind, position=row.position
                )
                location = Location.create(new, parent=self._parent(row.parent), now=self._change.now)
                self._tree[row.code] = location
                added.append(location)
        return added, saved

    def archive(self, plan: ImportPlan) -> list[Location]:
        """Return the places that are archived now."""
        archived = []
        for row in (*plan.new, *plan.changed):
            location = self._current(row.code)
            event = self._change.archive(location) if row.archived else None
            if event is not None:
                self.events.append(event)
                archived.append(location)
        return archived

    def _changed(self, row: ImportRow) -> Location | None:
        location = self._current(row.code)
        done = [
            None if row.archived else self._change.restore(location),
            self._change.rename(location, row.display_name),
            self._change.move(location, self._parent(row.parent)),
            None if row.position is None else self._change.position(location, row.position),
        ]
        events = [event for event in done if event is not None]
        self.events += events
        return location if events else None

    def _parent(self, code: str) -> Location | None:
        return self._current(code) if code else None

    def _current(self, code: str) -> Location:
        """Return a place that knows what the places around it are like by now."""
        location = self._tree[code]
        if location.parent is not None:
            location.parent = self._current(location.parent.code).surroundings
        return location
