"""What one process does for all, by lease: at hours, and for whoever asked for much."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot_service.adapters.inbound.telegram.notifications.monthly import MonthlyReports
from bot_service.adapters.inbound.worker.broadcaster import Broadcaster
from bot_service.adapters.inbound.worker.bulk import BulkRunner
from bot_service.adapters.inbound.worker.clearing import TicketClearer
from bot_service.adapters.inbound.worker.exports import Exporter
from bot_service.adapters.inbound.worker.held_news import HeldNewsWorker
from bot_service.adapters.inbound.worker.interrupted import InterruptedTeller
from bot_service.adapters.inbound.worker.monthly_reports import MonthlyReporting
from bot_service.adapters.inbound.worker.notifier import Notifier
from bot_service.adapters.inbound.worker.old_files import OldFileMover
from bot_service.adapters.outbound.grpc.office.retention import GrpcClearing
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.office.ticket_traces import SqlTicketTraces
from bot_service.application.commands.office.clear_tickets import ClearTickets
from bot_service.application.commands.office.reports.send_monthly_reports import SendMonthlyReports
from bot_service.application.office import Office
from bot_service.application.use_cases import Ports, UseCases
from bot_service.bootstrap.connections import Connections
from bot_service.bootstrap.queues import Queues


@dataclass(frozen=True, slots=True, kw_only=True)
class LedWork:
    notifier: Notifier
    broadcaster: Broadcaster
    monthly_reports: MonthlyReporting
    held_news: HeldNewsWorker
    old_files: OldFileMover
    bulk: BulkRunner
    interrupted: InterruptedTeller
    clearer: TicketClearer
    exporter: Exporter

    def by_lease(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        """Return what runs without end while a process holds the lease of that name."""
        return {
            "notifier": self.notifier,
            "broadcasts": self.broadcaster,
            "old_files": self._seldom,
            "monthly_reports": self.monthly_reports,
            "held_news": self.held_news,
        }

    async def _seldom(self) -> None:
        """Under one lease, so that each takes no connection of its own."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.old_files())
            group.create_task(self.bulk())
            group.create_task(self.interrupted())
            group.create_task(self.clearer())
            group.create_task(self.exporter())


def create_led_work(
    to: Connections, database: Database, queues: Queues, ports: Ports, use_cases: UseCases
) -> LedWork:
    return LedWork(
        notifier=Notifier(feed=ports.feed, positions=ports.positions, present=use_cases.present_event),
        broadcaster=queues.broadcaster,
        monthly_reports=create_monthly_reporting(ports, queues.office),
        held_news=HeldNewsWorker(held=ports.held, send=use_cases.send_digest, now=ports.desk.now),
        old_files=OldFileMover(
            old_files=ports.desk.old_files,
            move=use_cases.move_old_file,
            limiter=ports.limiter,
            budget=to.bot.id,
        ),
        bulk=BulkRunner(jobs=ports.desk.bulk_jobs, run=use_cases.run_bulk),
        interrupted=InterruptedTeller(tell=use_cases.tell_of_interrupted),
        clearer=create_clearer(to, database, queues.office),
        exporter=queues.exporter,
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
