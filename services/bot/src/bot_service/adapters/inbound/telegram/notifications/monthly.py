"""The monthly report that is sent by itself."""

from collections.abc import Sequence
from dataclasses import replace

from bot_service.adapters.inbound.telegram.drawing.buttons.office import ReportAction, ReportButton
from bot_service.adapters.inbound.telegram.drawing.office.monthly_report import report_messages
from bot_service.adapters.inbound.telegram.drawing.screen import button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import language_of, texts_in
from bot_service.application.ports.chats.chats import Chat
from bot_service.application.ports.office.reports.report_printer import ReportPrinter
from bot_service.application.queries.office.reports.read_month import MonthFigures
from bot_service.domain.deliveries.outgoing import OutgoingCall, Urgency


class MonthlyReports:
    """Implements `ReportWriter`."""

    def __init__(self, printer: ReportPrinter) -> None:
        self._printer = printer

    async def __call__(self, figures: MonthFigures, chat: Chat) -> Sequence[OutgoingCall]:
        texts = texts_in(language_of(chat.language))
        off = button(texts.plain("button-report-off"), ReportButton(action=ReportAction.OFF).pack())
        calls = await report_messages(figures, chat.chat_id, self._printer, texts, keyboard([off]))
        return [replace(call, urgency=Urgency.NOTIFICATION) for call in calls]
