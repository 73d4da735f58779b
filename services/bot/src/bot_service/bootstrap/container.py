"""Builds the service's objects and joins them."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from bot_service.adapters.inbound.polling.poller import Poller
from bot_service.adapters.inbound.telegram.dialogs import create_router
from bot_service.adapters.inbound.telegram.dialogs.start.menus import command_menus
from bot_service.adapters.inbound.telegram.notifications.news import TicketNews
from bot_service.adapters.inbound.telegram.replies.immediate_answers import ImmediateAnswers
from bot_service.adapters.inbound.telegram.updates.apologies import TelegramApologies
from bot_service.adapters.inbound.telegram.updates.dispatcher import DispatchedUpdates
from bot_service.adapters.inbound.telegram.updates.people import create_person_middleware
from bot_service.adapters.inbound.telegram.updates.receiver import Receiver
from bot_service.adapters.inbound.telegram.updates.registration import Introduction, webhook_registration
from bot_service.adapters.inbound.worker.deliveries import DeliveryWorker
from bot_service.adapters.inbound.worker.notifier import Notifier
from bot_service.adapters.inbound.worker.places import Places
from bot_service.adapters.inbound.worker.updates import UpdateWorker
from bot_service.adapters.inbound.worker.upkeep import Upkeep
from bot_service.adapters.inbound.worker.work_loop import WorkLoop
from bot_service.adapters.outbound.grpc.events import GrpcEventFeed
from bot_service.adapters.outbound.grpc.files import GrpcFileGateway
from bot_service.adapters.outbound.grpc.tickets import GrpcTicketGateway
from bot_service.adapters.outbound.grpc.users import GrpcUserDirectory
from bot_service.adapters.outbound.memory.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.sqlalchemy.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.feed_positions import SqlFeedPositions
from bot_service.adapters.outbound.sqlalchemy.inbox import SqlInbox
from bot_service.adapters.outbound.sqlalchemy.leases import Leases
from bot_service.adapters.outbound.sqlalchemy.links import SqlMessageLinks
from bot_service.adapters.outbound.sqlalchemy.presence import Presence
from bot_service.adapters.outbound.sqlalchemy.queue_upkeep import SqlQueueUpkeep
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.bot import create_bot
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.adapters.outbound.telegram.token_watch import TokenWatch
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversations
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.application.commands.deliver_call import DeliverCall
from bot_service.application.commands.present_event import PresentEvent
from bot_service.application.commands.process_update import ProcessUpdate
from bot_service.application.desk import Desk
from bot_service.application.ports.deliveries import Delivery
from bot_service.application.ports.inbox import ClaimedUpdate
from bot_service.bootstrap.settings import BotSettings
from fixline_chassis.database import create_database_engine
from fixline_rpc.channel import create_channel

SPARE_CONNECTIONS = 6
"""Beside the workers' and senders': presence, leases, upkeep, readiness, receiving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What runs; `bootstrap.serve` puts it under the process's life cycle."""

    engine: AsyncEngine
    presence: Presence
    leases: Leases
    token_watch: TokenWatch
    receiver: Receiver
    poller: Poller
    introduction: Introduction
    updates: WorkLoop[ClaimedUpdate]
    deliveries: WorkLoop[Delivery]
    notifier: Notifier
    upkeep: Upkeep
    immediate_answers: ImmediateAnswers


async def build_container(settings: BotSettings, stack: AsyncExitStack) -> Container:
    """Build everything; `stack` closes it. Connects to nothing: whatever is down now may come up later."""
    engine = create_database_engine(
        settings.database_url, application_name="fixline-bot", pool_size=pool_size(settings)
    )
    stack.push_async_callback(engine.dispose)
    valkey = Redis.from_url(
        settings.valkey_url, socket_timeout=1.0, socket_connect_timeout=1.0, decode_responses=True
    )
    stack.push_async_callback(valkey.aclose)
    bot, session = create_bot(settings.token, settings.api_url)
    stack.push_async_callback(session.close)
    token_watch = TokenWatch()
    session.middleware(token_watch)
    tickets = create_channel(settings.tickets_target, token=settings.tickets_token)
    stack.push_async_callback(tickets.close)
    files = create_channel(settings.files_target, token=settings.files_token)
    stack.push_async_callback(files.close)

    database = Database(engine)
    presence = Presence(database)
    chats = SqlChats(database)
    desk = Desk(
        tickets=GrpcTicketGateway(tickets),
        people=GrpcUserDirectory(tickets),
        files=GrpcFileGateway(files),
        telegram_files=BotTelegramFiles(bot, session),
        chats=chats,
        links=SqlMessageLinks(database),
        now=lambda: datetime.now(UTC),
    )

    workers = Places[ClaimedUpdate](settings.workers)
    senders = Places[Delivery](settings.senders)
    deliveries = SqlDeliveries(database, presence, senders=senders)
    sending = WorkLoop(
        "deliveries",
        places=senders,
        claim=deliveries.claim,
        do=DeliveryWorker(
            DeliverCall(
                deliveries=deliveries,
                api=BotTelegramApi(bot, session),
                limiter=ValkeyRateLimiter(valkey, settings.bot_id, MemoryRateLimiter()),
                report_crash=report_crash,
            )
        ),
        release=deliveries.release,
    )
    inbox = SqlInbox(database, presence, settings.bot_id, chats=chats, workers=workers, senders=senders)
    immediate_answers = ImmediateAnswers(bot)
    processing = WorkLoop(
        "updates",
        places=workers,
        claim=inbox.claim,
        do=UpdateWorker(
            ProcessUpdate(
                inbox=inbox,
                handler=DispatchedUpdates(
                    bot,
                    create_router(),
                    create_person_middleware(desk),
                    ValkeyConversations(valkey),
                    immediate_answers,
                ),
                apologies=TelegramApologies(),
                report_crash=report_crash,
            )
        ),
        release=inbox.release,
    )
    positions = SqlFeedPositions(database, senders=senders)
    receiver = Receiver(inbox)
    registration = (
        [webhook_registration(settings.webhook_url, settings.webhook_secret)]
        if settings.webhook_url and settings.webhook_secret
        else []
    )
    return Container(
        engine=engine,
        presence=presence,
        leases=Leases(database),
        token_watch=token_watch,
        receiver=receiver,
        poller=Poller(bot, receiver),
        introduction=Introduction(
            bot=bot, calls=[*registration, *command_menus()], watches_webhook=bool(registration)
        ),
        updates=processing,
        deliveries=sending,
        notifier=Notifier(
            feed=GrpcEventFeed(tickets),
            positions=positions,
            present=PresentEvent(positions=positions, presenter=TicketNews(desk), report_crash=report_crash),
        ),
        upkeep=Upkeep(SqlQueueUpkeep(database)),
        immediate_answers=immediate_answers,
    )


def pool_size(settings: BotSettings) -> int:
    """Return the size of the connection pool: workers hold a connection for some milliseconds of each update."""
    return min(settings.workers, 16) + min(settings.senders, 8) // 2 + SPARE_CONNECTIONS
