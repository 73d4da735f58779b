"""What the admins' dialogs can do with the desk itself."""

from dataclasses import dataclass

from bot_service.application.ports.chats.bot_identity import BotIdentity
from bot_service.application.ports.office.audiences import Audiences
from bot_service.application.ports.office.audit import Audit
from bot_service.application.ports.office.backup_times import BackupTimes
from bot_service.application.ports.office.broadcasts import Broadcasts
from bot_service.application.ports.office.reports.chart_painter import ChartPainter
from bot_service.application.ports.office.reports.exports import Exports
from bot_service.application.ports.office.reports.report_printer import ReportPrinter
from bot_service.application.ports.office.reports.report_readers import ReportReaders
from bot_service.application.ports.office.reports.reports import Reports
from bot_service.application.ports.office.retention import RetentionSettings, TicketFiles
from bot_service.application.ports.office.sla import SlaSettings
from bot_service.application.ports.people.staff import StaffRegister
from bot_service.application.ports.places.locations import LocationRegister
from bot_service.application.ports.places.sheet_printer import SheetPrinter


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
