"""What would go, with the files that only the files service knows of."""

from dataclasses import dataclass

from bot_service.application.errors import ForbiddenError
from bot_service.application.office import Office
from bot_service.application.ports.office.retention import RetentionPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatWouldGo:
    preview: RetentionPreview
    files: int | None
    """None where the bot may not delete files: then none would go."""
    is_all: bool
    """All files are counted, and not only those of the tickets that the preview names."""


async def what_would_go(office: Office, days: int, *, acting: str) -> WhatWouldGo:
    """Raises what the ports raise, but for a refusal of the files service."""
    preview = await office.retention.preview(days, acting=acting)
    is_all = len(preview.first) == preview.tickets
    try:
        # Asked also where nothing is due: whoever switches it on has to know that files will go.
        files = await office.ticket_files.count(preview.first or [1])
    except ForbiddenError:
        return WhatWouldGo(preview=preview, files=None, is_all=is_all)
    return WhatWouldGo(preview=preview, files=files if preview.first else 0, is_all=is_all)
