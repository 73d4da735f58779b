"""What admins look after the desk with, on its adapters."""

from pathlib import Path

from bot_service.adapters.outbound.grpc.office.audiences import GrpcAudiences
from bot_service.adapters.outbound.grpc.office.audit import GrpcAudit
from bot_service.adapters.outbound.grpc.office.reports.reports import GrpcReports
from bot_service.adapters.outbound.grpc.office.retention import GrpcRetentionSettings, GrpcTicketFiles
from bot_service.adapters.outbound.grpc.office.sla import GrpcSlaSettings
from bot_service.adapters.outbound.grpc.people.staff import GrpcStaffRegister
from bot_service.adapters.outbound.grpc.places.locations import GrpcLocationRegister
from bot_service.adapters.outbound.printing.chart_painter import ProcessChartPainter
from bot_service.adapters.outbound.printing.process import Drawing
from bot_service.adapters.outbound.printing.report_printer import ProcessReportPrinter
from bot_service.adapters.outbound.printing.sheet_printer import ProcessSheetPrinter
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.reports.exports import SqlExports
from bot_service.adapters.outbound.sqlalchemy.office.reports.report_readers import SqlReportReaders
from bot_service.adapters.outbound.system.backup_times import FileBackupTimes
from bot_service.adapters.outbound.telegram.identity import TelegramBotIdentity
from bot_service.application.office import Office
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.office.broadcasts import Broadcasts
from bot_service.application.ports.queues.workers import Workers
from bot_service.bootstrap.connections import Connections


def create_office(
    to: Connections,
    database: Database,
    senders: Workers[Delivery],
    backup_metrics_file: Path | None,
    *,
    broadcasts: Broadcasts,
) -> Office:
    """`backup_metrics_file` is what the backup command writes, where the bot can read it."""
    drawing = Drawing()
    return Office(
        staff=GrpcStaffRegister(to.tickets),
        locations=GrpcLocationRegister(to.tickets),
        sla=GrpcSlaSettings(to.tickets),
        reports=GrpcReports(to.tickets),
        report_readers=SqlReportReaders(database, senders=senders),
        report_printer=ProcessReportPrinter(drawing),
        backups=FileBackupTimes(backup_metrics_file),
        identity=TelegramBotIdentity(to.bot),
        printer=ProcessSheetPrinter(drawing),
        painter=ProcessChartPainter(drawing),
        audit=GrpcAudit(to.tickets),
        audiences=GrpcAudiences(to.tickets),
        broadcasts=broadcasts,
        retention=GrpcRetentionSettings(to.tickets),
        ticket_files=GrpcTicketFiles(to.files),
        exports=SqlExports(database, senders=senders),
    )
