"""What the admins' dialogs can do with the desk itself."""

from dataclasses import dataclass

from bot_service.application.ports.audiences import Audiences
from bot_service.application.ports.audit import Audit
from bot_service.application.ports.backup_times import BackupTimes
from bot_service.application.ports.bot_identity import BotIdentity
from bot_service.application.ports.broadcasts import Broadcasts
from bot_service.application.ports.chart_painter import ChartPainter
from bot_service.application.ports.exports import Exports
from bot_service.application.ports.locations import LocationRegister
from bot_service.application.ports.report_printer import ReportPrinter
from bot_service.application.ports.report_readers import ReportReaders
from bot_service.application.ports.reports import Reports
from bot_service.application.ports.retention import RetentionSettings, TicketFiles
from bot_service.application.ports.sheet_printer import SheetPrinter
from bot_service.application.ports.sla import SlaSettings
from bot_service.application.ports.staff import StaffRegister


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    staff: StaffRegister
    locations: LocationRegister
    sla: SlaSettings
    reports: Reports
    report_readers: ReportReaders
    report_printer: ReportPrinter
    backups: BackupTimes
    identity: BotIdentity
    printer: SheetPrinter
    painter: ChartPainter
    audit: Audit
    audiences: Audiences
    broadcasts: Broadcasts
    retention: RetentionSettings
    ticket_files: TicketFiles
    exports: Exports
