"""What works by itself: on queues, at hours, and for whoever asked for much."""

from bot_service.adapters.inbound.telegram.notifications.exporting import TelegramExports
from bot_service.adapters.inbound.telegram.notifications.monthly import MonthlyReports
from bot_service.adapters.inbound.worker.clearing import TicketClearer
from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.exports import Exporter, log_end
from bot_service.adapters.inbound.worker.monthly_reports import MonthlyReporting
from bot_service.adapters.inbound.worker.slots import Slots
from bot_service.adapters.inbound.worker.updates import UpdateWorker
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.grpc.office.retention import GrpcClearing
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.ticket_traces import SqlTicketTraces
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.application.commands.office.clear_tickets import ClearTickets
from bot_service.application.commands.office.reports.run_export import RunExport
from bot_service.application.commands.office.reports.send_monthly_reports import SendMonthlyReports
from bot_service.application.office import Office
from bot_service.application.ports.deliveries.deliveries import Delivery
from bot_service.application.ports.updates.inbox import ClaimedUpdate
from bot_service.application.use_cases import Ports, UseCases
from bot_service.bootstrap.connections import Connections


def create_exporter(to: Connections, office: Office) -> Exporter:
    return Exporter(
        run=RunExport(
            exports=office.exports,
            reports=office.reports,
            people=GrpcUserDirectory(to.tickets),
            write=TelegramExports(),
            report_crash=report_crash,
            ended=log_end,
        )
    )


def create_monthly_reporting(ports: Ports, office: Office) -> MonthlyReporting:
    return MonthlyReporting(
        SendMonthlyReports(
            people=ports.desk.people,
            chats=ports.desk.chats,
            office=office,
            write=MonthlyReports(office.report_printer),
            report_crash=ports.report_crash,
            now=ports.desk.now,
            zone=ports.desk.zone,
        )
    )


def create_clearer(to: Connections, database: Database, office: Office) -> TicketClearer:
    clearing = GrpcClearing(to.tickets)
    return TicketClearer(
        clearing=clearing,
        clear=ClearTickets(clearing=clearing, files=office.ticket_files, traces=SqlTicketTraces(database)),
    )


def processing(use_cases: UseCases, ports: Ports, workers: Slots[ClaimedUpdate]) -> WorkLoop[ClaimedUpdate]:
    return WorkLoop(
        "updates",
        slots=workers,
        claim=ports.inbox.claim,
        next_in=ports.inbox.next_in,
        do=UpdateWorker(use_cases.process_update),
        release=ports.inbox.release,
    )


def sending(use_cases: UseCases, ports: Ports, senders: Slots[Delivery]) -> WorkLoop[Delivery]:
    return WorkLoop(
        "deliveries",
        slots=senders,
        claim=ports.deliveries.claim,
        next_in=ports.deliveries.next_in,
        do=DeliveryWorker(use_cases.deliver_call),
        release=ports.deliveries.release,
    )
