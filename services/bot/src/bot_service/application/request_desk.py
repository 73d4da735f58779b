"""What the dialogs and the notifications can do with requests."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from bot_service.application.commands.comments.add_attachments import AddAttachments
from bot_service.application.commands.comments.add_comment import AddComment
from bot_service.application.commands.comments.edit_comment import EditComment
from bot_service.application.commands.comments.write_note import WriteNote
from bot_service.application.commands.files.bind_files import BindFiles
from bot_service.application.commands.files.move_old_file import MoveOldFile
from bot_service.application.commands.files.store_attachment import StoreAttachment
from bot_service.application.commands.requests.submit_request import SubmitRequest
from bot_service.application.commands.tickets.reopen_ticket import ReopenTicket
from bot_service.application.commands.tickets.work_in_words import WorkInWords
from bot_service.application.office import Office
from bot_service.application.ports.chats.chats import Chat, Chats
from bot_service.application.ports.comments.comments import CommentGateway
from bot_service.application.ports.files.files import FileGateway
from bot_service.application.ports.files.old_files import OldFileGateway
from bot_service.application.ports.files.telegram_files import TelegramFiles
from bot_service.application.ports.lists.bulk_jobs import BulkJobs
from bot_service.application.ports.notifications.preferences import Preferences
from bot_service.application.ports.people.users import DEFAULT_ZONE, UserDirectory, UserView
from bot_service.application.ports.places.places import PlaceDirectory
from bot_service.application.ports.quick_replies.quick_replies import QuickReplies
from bot_service.application.ports.tickets.following import Following
from bot_service.application.ports.tickets.message_links import MessageLinks
from bot_service.application.ports.tickets.ticket_finder import TicketFinder
from bot_service.application.ports.tickets.ticket_links import TicketLinks
from bot_service.application.ports.tickets.ticket_tags import TicketTags
from bot_service.application.ports.tickets.ticket_work import TicketWork
from bot_service.application.ports.tickets.tickets import TicketGateway
from bot_service.application.ports.topics.private_topics import PrivateTopics
from bot_service.application.ports.topics.staff_group import GroupInspector, StaffGroups
from bot_service.application.ports.topics.topics import Topics
from bot_service.application.ports.updates.allowances import Allowances
from bot_service.application.ports.updates.group_albums import GroupAlbums
from bot_service.application.queries.comments.read_replies import ReadReplies
from bot_service.application.queries.files.read_files import ReadFiles
from bot_service.application.queries.notifications.find_settled import FindSettled
from bot_service.application.queries.notifications.find_told import FindTold
from bot_service.application.queries.tickets.find_holder import FindHolder
from bot_service.application.queries.tickets.find_subjects import FindSubjects
from bot_service.application.queries.tickets.read_history import ReadHistory
from bot_service.application.queries.tickets.read_ticket import ReadTicket
from bot_service.application.queries.tickets.read_transcript import ReadTranscript
from bot_service.domain.notifications.quiet import zone_named
from bot_service.domain.people.absence import days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDesk:
    """A gateway is called directly where nothing is decided; a use case exists where something is."""

    tickets: TicketGateway
    comments: CommentGateway
    work: TicketWork
    ticket_links: TicketLinks
    ticket_tags: TicketTags
    finder: TicketFinder
    people: UserDirectory
    places: PlaceDirectory
    following: Following
    files: FileGateway
    old_files: OldFileGateway
    telegram_files: TelegramFiles
    quick_replies: QuickReplies
    chats: Chats
    preferences: Preferences
    links: MessageLinks
    albums: GroupAlbums
    allowances: Allowances
    groups: StaffGroups
    inspector: GroupInspector
    topics: Topics
    private_topics: PrivateTopics
    bulk_jobs: BulkJobs
    now: Callable[[], datetime]
    """The current time, with its zone."""
    zone: str = DEFAULT_ZONE
    """The time zone of whoever never said where they live."""
    office: Office | None = None
    """What admins look after the desk with; None where that is done elsewhere."""

    def zone_of(self, user: UserView) -> str:
        return self.zone if user.time_zone == DEFAULT_ZONE else user.time_zone

    def back_on(self, user: UserView) -> date | None:
        """Return on which day of their zone somebody is back who is away now; None where they are not."""
        if user.absence is None or not user.absence.covers(self.now()):
            return None
        return days_of(user.absence, zone_named(self.zone_of(user))).back

    async def chats_let_in(self, names: AbstractSet[str]) -> Sequence[Chat]:
        """Return the chats of the people (`users/7`): whoever is shut out hears nothing of the desk."""
        chats = await self.chats.of_users(sorted(names))
        people = await self.people.get_all(sorted(chat.user_name for chat in chats))
        return [chat for chat in chats if people[chat.user_name].active]

    @property
    def store_attachment(self) -> StoreAttachment:
        return StoreAttachment(files=self.files, telegram_files=self.telegram_files)

    @property
    def move_old_file(self) -> MoveOldFile:
        return MoveOldFile(files=self.files, telegram_files=self.telegram_files, old_files=self.old_files)

    @property
    def bind_files(self) -> BindFiles:
        return BindFiles(files=self.files)

    @property
    def submit_request(self) -> SubmitRequest:
        return SubmitRequest(
            tickets=self.tickets,
            files=self.files,
            store_attachment=self.store_attachment,
            allowances=self.allowances,
        )

    @property
    def add_comment(self) -> AddComment:
        return AddComment(comments=self.comments, add_attachments=self.add_attachments)

    @property
    def reopen_ticket(self) -> ReopenTicket:
        return ReopenTicket(tickets=self.tickets, add_comment=self.add_comment)

    @property
    def work_in_words(self) -> WorkInWords:
        return WorkInWords(tickets=self.tickets, work=self.work, add_comment=self.add_comment)

    @property
    def edit_comment(self) -> EditComment:
        return EditComment(comments=self.comments, add_attachments=self.add_attachments)

    @property
    def write_note(self) -> WriteNote:
        return WriteNote(comments=self.comments, add_attachments=self.add_attachments)

    @property
    def add_attachments(self) -> AddAttachments:
        return AddAttachments(tickets=self.tickets, files=self.files, store_attachment=self.store_attachment)

    @property
    def find_subjects(self) -> FindSubjects:
        return FindSubjects(tickets=self.tickets, links=self.links, now=self.now)

    @property
    def read_replies(self) -> ReadReplies:
        return ReadReplies(comments=self.comments, people=self.people)

    @property
    def read_ticket(self) -> ReadTicket:
        return ReadTicket(
            tickets=self.tickets,
            comments=self.comments,
            people=self.people,
            old_files=self.old_files,
            links=self.ticket_links,
            chats=self.chats,
            back_on=self.back_on,
        )

    @property
    def read_history(self) -> ReadHistory:
        return ReadHistory(tickets=self.tickets, work=self.work, people=self.people)

    @property
    def read_files(self) -> ReadFiles:
        return ReadFiles(comments=self.comments, files=self.files, people=self.people)

    @property
    def read_transcript(self) -> ReadTranscript:
        return ReadTranscript(
            tickets=self.tickets, comments=self.comments, people=self.people, old_files=self.old_files
        )

    @property
    def find_told(self) -> FindTold:
        return FindTold(work=self.work, links=self.links)

    @property
    def find_settled(self) -> FindSettled:
        return FindSettled(work=self.work, links=self.links)

    @property
    def find_holder(self) -> FindHolder:
        return FindHolder(tickets=self.tickets, people=self.people)
