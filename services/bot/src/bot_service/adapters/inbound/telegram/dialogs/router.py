"""All dialogs in the order in which they are asked whether an update is theirs."""

from aiogram import F, Router
from aiogram.enums import ChatType

from bot_service.adapters.inbound.telegram.dialogs.commands import listed_commands
from bot_service.adapters.inbound.telegram.dialogs.comments import edits as comment_edits
from bot_service.adapters.inbound.telegram.dialogs.comments import messages as comment_messages
from bot_service.adapters.inbound.telegram.dialogs.comments import reactions, said_taps
from bot_service.adapters.inbound.telegram.dialogs.comments import taps as comment_taps
from bot_service.adapters.inbound.telegram.dialogs.finding import by_number, search
from bot_service.adapters.inbound.telegram.dialogs.groups import new_request as groups
from bot_service.adapters.inbound.telegram.dialogs.groups import other_commands
from bot_service.adapters.inbound.telegram.dialogs.inline import sharing
from bot_service.adapters.inbound.telegram.dialogs.lists import bulk, lists, queue
from bot_service.adapters.inbound.telegram.dialogs.office import router as office
from bot_service.adapters.inbound.telegram.dialogs.quick_replies import managing as quick_replies
from bot_service.adapters.inbound.telegram.dialogs.quick_replies import using
from bot_service.adapters.inbound.telegram.dialogs.requests import (
    edits,
    joining,
    new_request,
    offers,
    on_behalf,
    subjects,
)
from bot_service.adapters.inbound.telegram.dialogs.requests import taps as request_taps
from bot_service.adapters.inbound.telegram.dialogs.settings import away, settings
from bot_service.adapters.inbound.telegram.dialogs.staff_group import router as staff_group
from bot_service.adapters.inbound.telegram.dialogs.start import cancel, show_id, welcome
from bot_service.adapters.inbound.telegram.dialogs.tickets import (
    assigning,
    corrections,
    going_on,
    linking,
    merging,
    rating_words,
    reading,
    reopening,
    sent_edits,
    tagging,
    urgency,
    wording,
)
from bot_service.adapters.inbound.telegram.dialogs.tickets import taps as ticket_taps
from bot_service.adapters.inbound.telegram.dialogs.topics import told as topics
from bot_service.adapters.inbound.telegram.dialogs.unhandled import (
    late_edits,
    out_of_reach,
    stale,
    unknown_commands,
    unsupported,
)


def create_router() -> Router:
    """Return the router of all dialogs: those of private chats, of ordinary groups, and of the staff group."""
    router = Router(name="dialogs")
    private = create_private_router()
    private_commands = [command.name for command in listed_commands(private)]
    router.include_routers(
        groups.create_router(),
        other_commands.create_router(private_commands),
        topics.create_private_router(),
        private,
        staff_group.create_router(),
    )
    return router


def create_private_router() -> Router:
    """Return the router of the private chats.

    Commands come first, and are in the menus in this order; then what must not be taken for an answer; last whatever
    nobody else took.
    """
    router = Router(name="private")
    for observer in (router.message, router.edited_message):
        observer.filter(F.chat.type == ChatType.PRIVATE, F.from_user)
    router.callback_query.filter(~F.message | (F.message.chat.type == ChatType.PRIVATE))
    router.include_routers(
        sharing.create_router(),
        new_request.create_command_router(),
        lists.create_router(),
        queue.create_router(),
        by_number.create_router(),
        search.create_command_router(),
        quick_replies.create_command_router(),
        welcome.create_router(),
        cancel.create_router(),
        settings.create_router(),
        away.create_router(),
        show_id.create_router(),
        office.create_router(),
        unknown_commands.create_router(),
        unsupported.create_router(),
        out_of_reach.create_router(),
        reopening.create_router(),
        corrections.create_router(),
        rating_words.create_router(),
        wording.create_router(),
        bulk.create_router(),
        urgency.create_router(),
        assigning.create_router(),
        merging.create_router(),
        linking.create_router(),
        said_taps.create_router(),
        tagging.create_router(),
        comment_messages.create_router(),
        comment_taps.create_router(),
        using.create_router(),
        reactions.create_router(),
        search.create_answer_router(),
        on_behalf.create_router(),
        new_request.create_router(),
        subjects.create_tap_router(),
        request_taps.create_router(),
        joining.create_router(),
        going_on.create_router(),
        ticket_taps.create_router(),
        reading.create_router(),
        edits.create_router(),
        sent_edits.create_router(),
        comment_edits.create_router(),
        late_edits.create_router(),
        subjects.create_number_router(),
        offers.create_router(),
        stale.create_router(),
    )
    return router
