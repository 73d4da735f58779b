"""How far a table of tickets is, and what became of it."""

from bot_service.adapters.inbound.telegram.drawing.buttons.office import StopExportButton
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, Style, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.domain.office.reports.export import Export, ExportState


def running_screen(export: Export, rows: int, texts: Texts) -> Screen:
    stop = StopExportButton(number=export.id).pack()
    return Screen(
        text=texts("export-running", count=rows),
        keyboard=keyboard([button(texts.plain("button-export-stop"), stop, Style.DANGER)]),
    )


def ended_screen(export: Export, texts: Texts) -> Screen:
    """Draw one that was stopped, or is done."""
    if export.state is ExportState.STOPPED:
        return Screen(text=texts("export-stopped", count=export.rows, files=export.parts))
    return done_screen(export.rows, export.parts, texts)


def done_screen(rows: int, files: int, texts: Texts) -> Screen:
    return Screen(text=texts("export-ready", count=rows, files=files) if rows else texts("export-nothing"))
