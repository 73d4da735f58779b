"""Query: which files of an older system are to be fetched now."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.application.acting import actor_of
from tickets_service.application.paging import DEFAULT, size_from
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.origins.old_files import OldFileReader
from tickets_service.application.ports.people.user_reader import UserReader
from tickets_service.application.principal import Principal
from tickets_service.domain.origins.old_file import OldFile, OldFileState
from tickets_service.domain.permissions.actions import DeskAction
from tickets_service.domain.permissions.checks import require_on_desk


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDueOldFiles:
    principal: Principal
    page_size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DueOldFiles:
    """`waiting`: how many wait altogether."""

    files: Sequence[OldFile]
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDueOldFilesHandler:
    users: UserReader
    old_files: OldFileReader
    clock: Clock

    async def __call__(self, query: ListDueOldFiles) -> DueOldFiles:
        size = size_from(query.page_size, DEFAULT)
        require_on_desk(await actor_of(self.users, query.principal), DeskAction.MOVE_OLD_FILES)
        files = await self.old_files.due(self.clock.now(), limit=size)
        return DueOldFiles(files=files, waiting=(await self.old_files.counts()).get(OldFileState.WAITING, 0))
