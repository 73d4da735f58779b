"""The map of the service: everything the bot does, and what it needs for it."""

from dataclasses import dataclass

from bot_service.application.commands.deliveries.deliver_call import DeliverCall
from bot_service.application.commands.deliveries.tell_of_interrupted import TellOfInterrupted
from bot_service.application.commands.lists.run_bulk import RunBulk
from bot_service.application.commands.notifications.present_event import PresentEvent
from bot_service.application.commands.notifications.send_digest import SendDigest
from bot_service.application.commands.updates.process_update import ProcessUpdate
from bot_service.application.ports.chats.conversations import Conversations
from bot_service.application.ports.crash_reports import CrashReports
from bot_service.application.ports.deliveries.deliveries import Deliveries
from bot_service.application.ports.deliveries.interrupted_calls import InterruptedCalls
from bot_service.application.ports.deliveries.rate_limiter import RateLimiter
from bot_service.application.ports.deliveries.telegram_api import TelegramApi
from bot_service.application.ports.lists.bulk_reports import BulkReports
from bot_service.application.ports.notifications.digest_writer import DigestWriter
from bot_service.application.ports.notifications.event_feed import EventFeed
from bot_service.application.ports.notifications.event_presenter import EventPresenter
from bot_service.application.ports.notifications.feed_positions import FeedPositions
from bot_service.application.ports.notifications.held_calls import HeldCalls
from bot_service.application.ports.notifications.unheard import Unheard
from bot_service.application.ports.queues.queue_upkeep import QueueUpkeep
from bot_service.application.ports.updates.apologies import Apologies
from bot_service.application.ports.updates.inbox import Inbox
from bot_service.application.ports.updates.update_handler import UpdateHandler
from bot_service.application.request_desk import RequestDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What the bot needs of others; the ports of `desk` are listed there."""

    desk: RequestDesk
    inbox: Inbox
    conversations: Conversations
    deliveries: Deliveries
    telegram_api: TelegramApi
    limiter: RateLimiter
    feed: EventFeed
    positions: FeedPositions
    held: HeldCalls
    interrupted: InterruptedCalls
    upkeep: QueueUpkeep
    report_crash: CrashReports


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What the bot says: the dialogs, the notifications, and a word where it fails."""

    dialogs: UpdateHandler
    notifications: EventPresenter
    apologies: Apologies
    unheard: Unheard
    digests: DigestWriter
    bulk: BulkReports


class UseCases:
    """What people and dialogs can do is `desk`; the rest is what the workers do."""

    def __init__(self, ports: Ports, speech: Speech) -> None:
        self.desk = ports.desk
        self.process_update = ProcessUpdate(
            inbox=ports.inbox,
            handler=speech.dialogs,
            apologies=speech.apologies,
            report_crash=ports.report_crash,
        )
        self.deliver_call = DeliverCall(
            deliveries=ports.deliveries,
            api=ports.telegram_api,
            limiter=ports.limiter,
            topics=ports.desk.topics,
            unheard=speech.unheard,
            apologies=speech.apologies,
            report_crash=ports.report_crash,
        )
        self.tell_of_interrupted = TellOfInterrupted(
            interrupted=ports.interrupted, unheard=speech.unheard, report_crash=ports.report_crash
        )
        self.run_bulk = RunBulk(
            jobs=ports.desk.bulk_jobs,
            tickets=ports.desk.tickets,
            work=ports.desk.work,
            report=speech.bulk,
            report_crash=ports.report_crash,
        )
        self.move_old_file = ports.desk.move_old_file
        self.present_event = PresentEvent(
            positions=ports.positions, presenter=speech.notifications, report_crash=ports.report_crash
        )
        self.send_digest = SendDigest(
            held=ports.held, write=speech.digests, report_crash=ports.report_crash, now=ports.desk.now
        )
