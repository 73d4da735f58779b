"""The map of the service: everything it can be asked to do."""

from dataclasses import dataclass

from tickets_service.application.commands.comments.add_comment import AddCommentHandler
from tickets_service.application.commands.comments.edit_comment import EditCommentHandler
from tickets_service.application.commands.followers.change_followers import FollowerChanger
from tickets_service.application.commands.followers.follow_ticket import FollowTicketHandler
from tickets_service.application.commands.followers.unfollow_ticket import UnfollowTicketHandler
from tickets_service.application.commands.idempotency.purge_answers import PurgeAnswersHandler
from tickets_service.application.commands.links.add_link import AddLinkHandler
from tickets_service.application.commands.links.remove_link import RemoveLinkHandler
from tickets_service.application.commands.people.appoint_staff import AppointStaffHandler
from tickets_service.application.commands.people.change_user import UserChanger
from tickets_service.application.commands.people.create_invite import CreateInviteHandler
from tickets_service.application.commands.people.redeem_invite import RedeemInviteHandler
from tickets_service.application.commands.people.register_user import RegisterUserHandler
from tickets_service.application.commands.people.revoke_invite import RevokeInviteHandler
from tickets_service.application.commands.people.set_user_active import SetUserActiveHandler
from tickets_service.application.commands.people.set_user_role import SetUserRoleHandler
from tickets_service.application.commands.people.update_user import UpdateUserHandler
from tickets_service.application.commands.places.archive_location import ArchiveLocationHandler
from tickets_service.application.commands.places.change_location import LocationChanger
from tickets_service.application.commands.places.create_location import CreateLocationHandler
from tickets_service.application.commands.places.move_location import MoveLocationHandler
from tickets_service.application.commands.places.restore_location import RestoreLocationHandler
from tickets_service.application.commands.places.update_location import UpdateLocationHandler
from tickets_service.application.commands.sla.change_sla import SlaChanger
from tickets_service.application.commands.sla.create_calendar import CreateSlaCalendarHandler
from tickets_service.application.commands.sla.delete_calendar import DeleteSlaCalendarHandler
from tickets_service.application.commands.sla.review_clocks import ReviewClocksHandler
from tickets_service.application.commands.sla.update_calendar import UpdateSlaCalendarHandler
from tickets_service.application.commands.sla.update_policy import UpdateSlaPolicyHandler
from tickets_service.application.commands.tickets.assign_ticket import AssignTicketHandler
from tickets_service.application.commands.tickets.cancel_ticket import CancelTicketHandler
from tickets_service.application.commands.tickets.change_ticket import TicketChanger
from tickets_service.application.commands.tickets.close_unanswered import CloseUnansweredHandler
from tickets_service.application.commands.tickets.confirm_ticket import ConfirmTicketHandler
from tickets_service.application.commands.tickets.create_ticket import CreateTicketHandler
from tickets_service.application.commands.tickets.merge_ticket import MergeTicketHandler
from tickets_service.application.commands.tickets.rate_ticket import RateTicketHandler
from tickets_service.application.commands.tickets.reject_ticket import RejectTicketHandler
from tickets_service.application.commands.tickets.release_ticket import ReleaseTicketHandler
from tickets_service.application.commands.tickets.remind_reporters import RemindReportersHandler
from tickets_service.application.commands.tickets.reopen_ticket import ReopenTicketHandler
from tickets_service.application.commands.tickets.resolve_ticket import ResolveTicketHandler
from tickets_service.application.commands.tickets.resume_ticket import ResumeTicketHandler
from tickets_service.application.commands.tickets.take_ticket import TakeTicketHandler
from tickets_service.application.commands.tickets.update_ticket import UpdateTicketHandler
from tickets_service.application.commands.tickets.wait_for_reporter import WaitForReporterHandler
from tickets_service.application.commands.tickets.wait_for_vendor import WaitForVendorHandler
from tickets_service.application.ports.clock import Clock
from tickets_service.application.ports.event_feed import EventFeed, EventSignal
from tickets_service.application.ports.invite_codes import InviteCodes
from tickets_service.application.ports.invite_reader import InviteReader
from tickets_service.application.ports.link_reader import LinkReader
from tickets_service.application.ports.location_reader import LocationReader
from tickets_service.application.ports.read_session import ReadSessionFactory
from tickets_service.application.ports.report_reader import ReportReader
from tickets_service.application.ports.sla_reader import SlaReader
from tickets_service.application.ports.ticket_reader import TicketReader
from tickets_service.application.ports.ticket_search import TicketSearch
from tickets_service.application.ports.tracing import Tracing
from tickets_service.application.ports.unit_of_work import UnitOfWorkFactory
from tickets_service.application.ports.user_reader import UserReader
from tickets_service.application.queries.comments.list_comments import ListCommentsHandler
from tickets_service.application.queries.followers.list_followers import ListFollowersHandler
from tickets_service.application.queries.history.list_ticket_events import ListTicketEventsHandler
from tickets_service.application.queries.history.watch_events import WatchEventsHandler
from tickets_service.application.queries.links.list_links import ListLinksHandler
from tickets_service.application.queries.people.get_user import GetUserHandler
from tickets_service.application.queries.people.get_users import GetUsersHandler
from tickets_service.application.queries.people.list_invites import ListInvitesHandler
from tickets_service.application.queries.people.list_user_events import ListUserEventsHandler
from tickets_service.application.queries.people.list_users import ListUsersHandler
from tickets_service.application.queries.places.get_location import GetLocationHandler
from tickets_service.application.queries.places.list_location_events import ListLocationEventsHandler
from tickets_service.application.queries.places.list_locations import ListLocationsHandler
from tickets_service.application.queries.reports.export_tickets import ExportTicketsHandler
from tickets_service.application.queries.reports.get_statistics import GetStatisticsHandler
from tickets_service.application.queries.search.search_tickets import SearchTicketsHandler
from tickets_service.application.queries.sla.get_calendar import GetSlaCalendarHandler
from tickets_service.application.queries.sla.get_policy import GetSlaPolicyHandler
from tickets_service.application.queries.sla.list_calendars import ListSlaCalendarsHandler
from tickets_service.application.queries.sla.list_changes import ListSlaChangesHandler
from tickets_service.application.queries.sla.list_policies import ListSlaPoliciesHandler
from tickets_service.application.queries.tickets.get_allowed_verbs import GetAllowedVerbsHandler
from tickets_service.application.queries.tickets.get_ticket import GetTicketHandler
from tickets_service.application.queries.tickets.list_tickets import ListTicketsHandler
from tickets_service.application.queries.tickets.visible_ticket import VisibleTicket
from tickets_service.domain.people.appointments import Appointments


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What the use cases need from outside; every adapter set provides all of it."""

    unit_of_work: UnitOfWorkFactory
    reading: ReadSessionFactory
    users: UserReader
    tickets: TicketReader
    search: TicketSearch
    invites: InviteReader
    invite_codes: InviteCodes
    links: LinkReader
    sla: SlaReader
    locations: LocationReader
    reports: ReportReader
    feed: EventFeed
    signal: EventSignal
    clock: Clock
    tracing: Tracing


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCases:
    register_user: RegisterUserHandler
    appoint_staff: AppointStaffHandler
    create_ticket: CreateTicketHandler
    take_ticket: TakeTicketHandler
    add_comment: AddCommentHandler
    resolve_ticket: ResolveTicketHandler
    confirm_ticket: ConfirmTicketHandler
    rate_ticket: RateTicketHandler
    assign_ticket: AssignTicketHandler
    cancel_ticket: CancelTicketHandler
    edit_comment: EditCommentHandler
    follow_ticket: FollowTicketHandler
    unfollow_ticket: UnfollowTicketHandler
    reject_ticket: RejectTicketHandler
    release_ticket: ReleaseTicketHandler
    reopen_ticket: ReopenTicketHandler
    resume_ticket: ResumeTicketHandler
    set_user_active: SetUserActiveHandler
    set_user_role: SetUserRoleHandler
    update_ticket: UpdateTicketHandler
    update_user: UpdateUserHandler
    wait_for_reporter: WaitForReporterHandler
    wait_for_vendor: WaitForVendorHandler
    add_link: AddLinkHandler
    remove_link: RemoveLinkHandler
    merge_ticket: MergeTicketHandler
    remind_reporters: RemindReportersHandler
    create_location: CreateLocationHandler
    update_location: UpdateLocationHandler
    move_location: MoveLocationHandler
    archive_location: ArchiveLocationHandler
    restore_location: RestoreLocationHandler
    close_unanswered: CloseUnansweredHandler
    review_clocks: ReviewClocksHandler
    purge_answers: PurgeAnswersHandler
    create_invite: CreateInviteHandler
    redeem_invite: RedeemInviteHandler
    revoke_invite: RevokeInviteHandler
    list_invites: ListInvitesHandler
    get_user: GetUserHandler
    get_users: GetUsersHandler
    list_users: ListUsersHandler
    list_user_events: ListUserEventsHandler
    get_ticket: GetTicketHandler
    get_allowed_verbs: GetAllowedVerbsHandler
    list_tickets: ListTicketsHandler
    search_tickets: SearchTicketsHandler
    list_comments: ListCommentsHandler
    list_followers: ListFollowersHandler
    list_ticket_events: ListTicketEventsHandler
    list_links: ListLinksHandler
    get_location: GetLocationHandler
    get_statistics: GetStatisticsHandler
    export_tickets: ExportTicketsHandler
    list_locations: ListLocationsHandler
    list_location_events: ListLocationEventsHandler
    watch_events: WatchEventsHandler
    list_sla_policies: ListSlaPoliciesHandler
    get_sla_policy: GetSlaPolicyHandler
    update_sla_policy: UpdateSlaPolicyHandler
    list_sla_calendars: ListSlaCalendarsHandler
    get_sla_calendar: GetSlaCalendarHandler
    create_sla_calendar: CreateSlaCalendarHandler
    update_sla_calendar: UpdateSlaCalendarHandler
    delete_sla_calendar: DeleteSlaCalendarHandler
    list_sla_changes: ListSlaChangesHandler


def use_cases(ports: Ports, *, agents: frozenset[int], admins: frozenset[int] = frozenset()) -> UseCases:
    """Wire every use case; `agents`, `admins`: Telegram ids of people whom the configuration makes that."""
    appointments = Appointments(agents=agents, admins=admins)
    change = TicketChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
    followers = FollowerChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
    people = UserChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
    promises = SlaChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
    tree = LocationChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
    visible = VisibleTicket(reading=ports.reading)
    return UseCases(
        register_user=RegisterUserHandler(
            unit_of_work=ports.unit_of_work,
            clock=ports.clock,
            tracing=ports.tracing,
            appointments=appointments,
        ),
        appoint_staff=AppointStaffHandler(
            unit_of_work=ports.unit_of_work,
            clock=ports.clock,
            tracing=ports.tracing,
            appointments=appointments,
        ),
        create_ticket=CreateTicketHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        take_ticket=TakeTicketHandler(change=change),
        add_comment=AddCommentHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        resolve_ticket=ResolveTicketHandler(change=change),
        confirm_ticket=ConfirmTicketHandler(change=change),
        rate_ticket=RateTicketHandler(change=change),
        assign_ticket=AssignTicketHandler(change=change),
        cancel_ticket=CancelTicketHandler(change=change),
        edit_comment=EditCommentHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        follow_ticket=FollowTicketHandler(change=followers),
        unfollow_ticket=UnfollowTicketHandler(change=followers),
        reject_ticket=RejectTicketHandler(change=change),
        release_ticket=ReleaseTicketHandler(change=change),
        reopen_ticket=ReopenTicketHandler(change=change),
        resume_ticket=ResumeTicketHandler(change=change),
        set_user_active=SetUserActiveHandler(change=people),
        set_user_role=SetUserRoleHandler(change=people),
        update_ticket=UpdateTicketHandler(change=change),
        update_user=UpdateUserHandler(change=people),
        wait_for_reporter=WaitForReporterHandler(change=change),
        wait_for_vendor=WaitForVendorHandler(change=change),
        add_link=AddLinkHandler(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing),
        remove_link=RemoveLinkHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        merge_ticket=MergeTicketHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        remind_reporters=RemindReportersHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        create_location=CreateLocationHandler(change=tree),
        update_location=UpdateLocationHandler(change=tree),
        move_location=MoveLocationHandler(change=tree),
        archive_location=ArchiveLocationHandler(change=tree),
        restore_location=RestoreLocationHandler(change=tree),
        close_unanswered=CloseUnansweredHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        review_clocks=ReviewClocksHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        purge_answers=PurgeAnswersHandler(unit_of_work=ports.unit_of_work, clock=ports.clock),
        create_invite=CreateInviteHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, codes=ports.invite_codes
        ),
        redeem_invite=RedeemInviteHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        ),
        revoke_invite=RevokeInviteHandler(unit_of_work=ports.unit_of_work, clock=ports.clock),
        list_invites=ListInvitesHandler(users=ports.users, invites=ports.invites, clock=ports.clock),
        get_user=GetUserHandler(users=ports.users),
        get_users=GetUsersHandler(reading=ports.reading),
        list_users=ListUsersHandler(users=ports.users),
        list_user_events=ListUserEventsHandler(users=ports.users),
        get_ticket=GetTicketHandler(visible=visible, clock=ports.clock),
        get_allowed_verbs=GetAllowedVerbsHandler(reading=ports.reading, clock=ports.clock),
        search_tickets=SearchTicketsHandler(users=ports.users, search=ports.search, clock=ports.clock),
        list_tickets=ListTicketsHandler(reading=ports.reading, clock=ports.clock),
        list_comments=ListCommentsHandler(visible=visible, tickets=ports.tickets),
        list_followers=ListFollowersHandler(visible=visible, tickets=ports.tickets),
        list_ticket_events=ListTicketEventsHandler(visible=visible, tickets=ports.tickets),
        list_links=ListLinksHandler(visible=visible, links=ports.links),
        get_statistics=GetStatisticsHandler(
            users=ports.users, locations=ports.locations, reports=ports.reports, clock=ports.clock
        ),
        export_tickets=ExportTicketsHandler(users=ports.users, reports=ports.reports),
        get_location=GetLocationHandler(users=ports.users, locations=ports.locations),
        list_locations=ListLocationsHandler(users=ports.users, locations=ports.locations),
        list_location_events=ListLocationEventsHandler(users=ports.users, locations=ports.locations),
        watch_events=WatchEventsHandler(users=ports.users, feed=ports.feed, signal=ports.signal),
        list_sla_policies=ListSlaPoliciesHandler(users=ports.users, sla=ports.sla),
        get_sla_policy=GetSlaPolicyHandler(users=ports.users, sla=ports.sla),
        update_sla_policy=UpdateSlaPolicyHandler(change=promises),
        list_sla_calendars=ListSlaCalendarsHandler(users=ports.users, sla=ports.sla),
        get_sla_calendar=GetSlaCalendarHandler(users=ports.users, sla=ports.sla),
        create_sla_calendar=CreateSlaCalendarHandler(change=promises),
        update_sla_calendar=UpdateSlaCalendarHandler(change=promises),
        delete_sla_calendar=DeleteSlaCalendarHandler(change=promises),
        list_sla_changes=ListSlaChangesHandler(users=ports.users, sla=ports.sla),
    )
