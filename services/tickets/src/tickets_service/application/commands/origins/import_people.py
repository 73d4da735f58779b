"""People and places of an older system: what is here stays as it is, but for what has changed there alone."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field

from tickets_service.application.commands.origins.digests import digest_of_location
from tickets_service.application.commands.origins.reading_pass import ReadingPass
from tickets_service.application.ports.origins.import_report import LineOutcome
from tickets_service.application.ports.origins.import_store import Arrival, ChangedPerson
from tickets_service.domain.errors import DomainError
from tickets_service.domain.origins.following import digest_of_person, follow
from tickets_service.domain.origins.old_records import OldLocation, OldPerson
from tickets_service.domain.origins.origin import OriginKind
from tickets_service.domain.origins.reading import Author
from tickets_service.domain.people.user import STAFF, UNSAVED_USER, User, UserId
from tickets_service.domain.places.location import Location, LocationKind, NewLocation
from tickets_service.domain.violations import Violations


@dataclass(slots=True)
class PeoplePass:
    reading: ReadingPass
    _lines: dict[int, str] = field(default_factory=dict)
    """Telegram ids that were seen, and where."""

    async def take(self, people: Sequence[OldPerson]) -> None:
        read = [each for each in [self._read(old) for old in people] if each is not None]
        imported = [(old, user) for old, user in read if self._imported_as(old)]
        await self._follow(imported)
        arriving = [(old, user) for old, user in read if not self._imported_as(old)]
        known = await self.reading.store.people_at_telegram(
            [user.telegram_id for _, user in arriving if user.telegram_id is not None]
        )
        new: list[Arrival[User]] = []
        for old, user in arriving:
            if user.telegram_id is not None and (here := known.get(user.telegram_id)):
                user.id = here.id
                words = f"is users/{here.id} already, who stays as they are"
                self._tell(old, LineOutcome.SAME, user, words)
            else:
                words = "" if user.telegram_id else "not at Telegram: a placeholder, until somebody claims it"
                self._tell(old, LineOutcome.NEW, user, words)
            self.reading.people[old.old_id] = Author(user.id, is_staff=user.role in STAFF)
            new.append(Arrival(old_id=old.old_id, digest=digest_of_person(user), what=user))
        if self.reading.writes and new:
            ids = await self.reading.store.add_people(self.reading.source, new)
            for each in new:
                self.reading.people[each.old_id] = Author(ids[each.old_id], is_staff=each.what.role in STAFF)

    def _read(self, old: OldPerson) -> tuple[OldPerson, User] | None:
        violations = Violations()
        user = self.reading.reader.person(old, violations)
        if old.telegram_id is not None:
            first = self._lines.setdefault(old.telegram_id, old.line)
            if first != old.line:
                violations.add("telegram_id", f"is the one of {first} as well: one of them is somebody else")
        if violations.any:
            self.reading.refuse(OriginKind.PERSON, old, violations.found)
            return None
        return old, user

    def _imported_as(self, old: OldPerson) -> UserId:
        """Return who they are here; 0 for somebody new."""
        here = self.reading.people.get(old.old_id)
        return here.id if here is not None else UNSAVED_USER

    async def _follow(self, imported: Sequence[tuple[OldPerson, User]]) -> None:
        """Let those who are here follow what has changed there, where nobody has changed it here."""
        store = self.reading.store
        here = await store.people([self._imported_as(old) for old, _ in imported])
        before = await store.origins(
            self.reading.source, OriginKind.PERSON, [old.old_id for old, _ in imported]
        )
        changes: list[ChangedPerson] = []
        for old, there in imported:
            was = here[self._imported_as(old)]
            now = copy(was)
            following = follow(now, there, before[old.old_id].digest)
            if following.left:
                words = f"changed there, and here it is otherwise: {', '.join(following.left)} stays as it is here"
            else:
                words = f"follows: {', '.join(following.changed)}" if following.changed else ""
            outcome = LineOutcome.SAME
            if following.changed:
                outcome = LineOutcome.CHANGED
                changes.append(
                    ChangedPerson(old_id=old.old_id, digest=digest_of_person(there), before=was, after=now)
                )
            elif following.left:
                outcome = LineOutcome.LEFT
            self._tell(old, outcome, there, words, was.id)
            self.reading.people[old.old_id] = Author(was.id, is_staff=now.role in STAFF)
        if self.reading.writes and changes:
            await store.change_people(self.reading.source, changes, now=self.reading.now)

    def _tell(
        self, old: OldPerson, outcome: LineOutcome, user: User, words: str, user_id: UserId | None = None
    ) -> None:
        number = user_id or user.id
        self.reading.tell(
            OriginKind.PERSON, old, outcome, here=f"users/{number}" if number else "", words=words
        )

    async def take_locations(self, places: Sequence[OldLocation]) -> None:
        """Take all of them at once: in a table, a room may stand before its building."""
        waiting = sorted(places, key=lambda old: size_of(old.kind))
        new: list[Arrival[Location]] = []
        for old in waiting:
            violations = Violations()
            found = self._located(old, violations)
            if violations.any or found is None:
                self.reading.refuse(OriginKind.LOCATION, old, violations.found)
            elif found.code in self.reading.locations:
                self.reading.tell(OriginKind.LOCATION, old, LineOutcome.SAME, here=f"locations/{found.code}")
            else:
                self.reading.tell(OriginKind.LOCATION, old, LineOutcome.NEW, here=f"locations/{found.code}")
                self.reading.locations[found.code] = found
                new.append(Arrival(old_id=old.old_id, digest=digest_of_location(old), what=found))
        if self.reading.writes and new:
            await self.reading.store.add_locations(self.reading.source, new)
        self.reading.places |= {each.what.code: each.what.place for each in new}

    def _located(self, old: OldLocation, violations: Violations) -> Location | None:
        for fault in old.faults:
            violations.add(fault.field, fault.description)
        kind = old.kind.strip().upper()
        if kind not in LocationKind.__members__:
            violations.add("kind", f"must be one of {', '.join(LocationKind)}")
            return None
        new = NewLocation.read(
            code=old.old_id, display_name=old.display_name, kind=LocationKind(kind), violations=violations
        )
        around = old.parent.strip().upper()
        parent = self.reading.locations.get(around)
        if around and parent is None:
            violations.add(
                "parent",
                f"names {around!r}, which is not among the locations, is bad itself, or is not larger",
            )
        try:
            return Location.create(new, parent=parent, now=self.reading.now)
        except DomainError as error:
            violations.add("parent", str(error))
            return None


def size_of(kind: str) -> int:
    kinds = list(LocationKind.__members__)
    return kinds.index(kind.strip().upper()) if kind.strip().upper() in kinds else len(kinds)
