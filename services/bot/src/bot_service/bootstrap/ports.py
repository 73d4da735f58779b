"""The ports on their adapters."""

from datetime import UTC, datetime

from bot_service.adapters.outbound.conversations import SteadyConversations
from bot_service.adapters.outbound.grpc.comments.comments import GrpcCommentGateway
from bot_service.adapters.outbound.grpc.files.files import GrpcFileGateway
from bot_service.adapters.outbound.grpc.files.old_files import GrpcOldFileGateway
from bot_service.adapters.outbound.grpc.notifications.events import GrpcEventFeed
from bot_service.adapters.outbound.grpc.people.users import GrpcUserDirectory
from bot_service.adapters.outbound.grpc.places.places import GrpcPlaceDirectory
from bot_service.adapters.outbound.grpc.tickets.following import GrpcFollowing
from bot_service.adapters.outbound.grpc.tickets.ticket_finder import GrpcTicketFinder
from bot_service.adapters.outbound.grpc.tickets.ticket_links import GrpcTicketLinks
from bot_service.adapters.outbound.grpc.tickets.ticket_tags import GrpcTicketTags
from bot_service.adapters.outbound.grpc.tickets.ticket_work import GrpcTicketWork
from bot_service.adapters.outbound.grpc.tickets.tickets import GrpcTicketGateway
from bot_service.adapters.outbound.memory.deliveries.rate_limiter import MemoryRateLimiter
from bot_service.adapters.outbound.memory.updates.allowances import MemoryAllowances
from bot_service.adapters.outbound.sqlalchemy.chats.chats import SqlChats
from bot_service.adapters.outbound.sqlalchemy.chats.conversations import SqlConversationStore
from bot_service.adapters.outbound.sqlalchemy.connections.database import Database
from bot_service.adapters.outbound.sqlalchemy.deliveries.deliveries import SqlDeliveries
from bot_service.adapters.outbound.sqlalchemy.deliveries.interrupted_calls import SqlInterruptedCalls
from bot_service.adapters.outbound.sqlalchemy.lists.bulk_jobs import SqlBulkJobs
from bot_service.adapters.outbound.sqlalchemy.notifications.feed_positions import SqlFeedPositions
from bot_service.adapters.outbound.sqlalchemy.notifications.held_calls import SqlHeldCalls
from bot_service.adapters.outbound.sqlalchemy.notifications.preferences import SqlPreferences
from bot_service.adapters.outbound.sqlalchemy.queues.queue_upkeep import SqlQueueUpkeep
from bot_service.adapters.outbound.sqlalchemy.quick_replies.quick_replies import SqlQuickReplies
from bot_service.adapters.outbound.sqlalchemy.tickets.message_links import SqlMessageLinks
from bot_service.adapters.outbound.sqlalchemy.topics.staff_group import SqlStaffGroups
from bot_service.adapters.outbound.sqlalchemy.topics.topics import SqlTopics
from bot_service.adapters.outbound.sqlalchemy.updates.group_albums import SqlGroupAlbums
from bot_service.adapters.outbound.sqlalchemy.updates.inbox import SqlInbox
from bot_service.adapters.outbound.system.crash_reports import report_crash
from bot_service.adapters.outbound.telegram.api import BotTelegramApi
from bot_service.adapters.outbound.telegram.files import BotTelegramFiles
from bot_service.adapters.outbound.telegram.groups import TelegramGroupInspector
from bot_service.adapters.outbound.valkey.allowances import ValkeyAllowances
from bot_service.adapters.outbound.valkey.conversations import ValkeyConversationStore
from bot_service.adapters.outbound.valkey.rate_limiter import ValkeyRateLimiter
from bot_service.adapters.outbound.valkey.reachability import ValkeyReachability
from bot_service.application.ports.topics.private_topics import PrivateTopics
from bot_service.application.ports.updates.allowances import LIMITED
from bot_service.application.request_desk import RequestDesk
from bot_service.application.use_cases import Ports
from bot_service.bootstrap.connections import Connections
from bot_service.bootstrap.queues import Queues
from bot_service.bootstrap.settings import BotSettings


def create_ports(
    settings: BotSettings, to: Connections, database: Database, queues: Queues, private_topics: PrivateTopics
) -> Ports:
    chats, reachability = SqlChats(database), ValkeyReachability()
    presence, workers, senders = queues.presence, queues.workers, queues.senders
    bot_id = to.bot.id
    return Ports(
        desk=create_desk(settings, to, database, queues, private_topics, chats, reachability),
        inbox=SqlInbox(database, presence, bot_id, chats=chats, workers=workers, senders=senders),
        conversations=SteadyConversations(
            ValkeyConversationStore(to.valkey, reachability), SqlConversationStore(database), reachability
        ),
        deliveries=SqlDeliveries(database, presence, senders=senders),
        telegram_api=BotTelegramApi(to.bot, to.session),
        limiter=ValkeyRateLimiter(to.valkey, bot_id, reachability, MemoryRateLimiter()),
        feed=GrpcEventFeed(to.tickets),
        positions=SqlFeedPositions(database, senders=senders),
        held=SqlHeldCalls(database, senders=senders),
        interrupted=SqlInterruptedCalls(database, senders=senders),
        upkeep=SqlQueueUpkeep(database),
        report_crash=report_crash,
    )


def create_desk(
    settings: BotSettings,
    to: Connections,
    database: Database,
    queues: Queues,
    private_topics: PrivateTopics,
    chats: SqlChats,
    reachability: ValkeyReachability,
) -> RequestDesk:
    return RequestDesk(
        tickets=GrpcTicketGateway(to.tickets),
        comments=GrpcCommentGateway(to.tickets),
        work=GrpcTicketWork(to.tickets),
        ticket_links=GrpcTicketLinks(to.tickets),
        ticket_tags=GrpcTicketTags(to.tickets),
        finder=GrpcTicketFinder(to.tickets),
        people=GrpcUserDirectory(to.tickets),
        places=GrpcPlaceDirectory(to.tickets, kept_for=settings.places_kept_seconds),
        following=GrpcFollowing(to.tickets),
        files=GrpcFileGateway(to.files),
        old_files=GrpcOldFileGateway(to.tickets),
        telegram_files=BotTelegramFiles(to.bot, to.session),
        quick_replies=SqlQuickReplies(database),
        chats=chats,
        preferences=SqlPreferences(database),
        links=SqlMessageLinks(database),
        albums=SqlGroupAlbums(database, to.bot.id),
        allowances=ValkeyAllowances(
            to.valkey,
            to.bot.id,
            reachability,
            MemoryAllowances(utc_now),
            scopes=[allowance.scope for allowance in LIMITED],
        ),
        groups=SqlStaffGroups(database),
        inspector=TelegramGroupInspector(to.bot),
        topics=SqlTopics(database),
        private_topics=private_topics,
        bulk_jobs=SqlBulkJobs(database, senders=queues.senders),
        now=utc_now,
        zone=settings.time_zone,
        office=queues.office,
    )


def utc_now() -> datetime:
    return datetime.now(UTC)
