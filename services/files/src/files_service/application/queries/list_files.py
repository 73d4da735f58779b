"""Query: a ticket's files, page by page."""

from dataclasses import dataclass
from typing import Final

from files_service.application.ports.file_reader import FileReader
from files_service.application.queries.page_token import PageToken
from files_service.domain.file import File

DEFAULT_PAGE_SIZE: Final = 20
MAX_PAGE_SIZE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFiles:
    """`page_size` 0 means `DEFAULT_PAGE_SIZE`, more than `MAX_PAGE_SIZE` means that.

    An empty `page_token` is the start.
    """

    ticket: int
    page_size: int
    page_token: str
    internal: bool = False
    """Also those that came with internal notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileList:
    """One page; `next_page_token` is empty on the last."""

    files: list[File]
    next_page_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilesHandler:
    reader: FileReader

    async def __call__(self, query: ListFiles) -> FileList:
        """Return the page; raise `PageTokenError`."""
        after = PageToken.position_in(query.page_token, ticket=query.ticket) if query.page_token else 0
        limit = min(query.page_size or DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
        page = await self.reader.list_of_ticket(
            query.ticket, after=after, limit=limit, internal=query.internal
        )
        token = "" if page.next_position is None else str(PageToken(query.ticket, page.next_position))
        return FileList(files=page.files, next_page_token=token)
