"""People, what happened to them, and invites."""

from tickets_service.application.commands.people.change_user import UserChanger
from tickets_service.application.commands.people.create_invite import CreateInviteHandler
from tickets_service.application.commands.people.forget_user import ForgetUserHandler
from tickets_service.application.commands.people.invite_first_admin import InviteFirstAdminHandler
from tickets_service.application.commands.people.redeem_invite import RedeemInviteHandler
from tickets_service.application.commands.people.register_user import RegisterUserHandler
from tickets_service.application.commands.people.revoke_invite import RevokeInviteHandler
from tickets_service.application.commands.people.set_user_absence import SetUserAbsenceHandler
from tickets_service.application.commands.people.set_user_active import SetUserActiveHandler
from tickets_service.application.commands.people.set_user_role import SetUserRoleHandler
from tickets_service.application.commands.people.update_user import UpdateUserHandler
from tickets_service.application.queries.people.batch_get_users import BatchGetUsersHandler
from tickets_service.application.queries.people.get_user import GetUserHandler
from tickets_service.application.queries.people.list_invites import ListInvitesHandler
from tickets_service.application.queries.people.list_user_events import ListUserEventsHandler
from tickets_service.application.queries.people.list_users import ListUsersHandler
from tickets_service.application.use_cases.ports import Ports
from tickets_service.domain.people.appointments import Appointments


class PeopleUseCases:
    def __init__(self, ports: Ports, *, appointments: Appointments) -> None:
        # Commands
        change = UserChanger(unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing)
        self.register_user = RegisterUserHandler(
            unit_of_work=ports.unit_of_work,
            clock=ports.clock,
            tracing=ports.tracing,
            appointments=appointments,
        )
        self.update_user = UpdateUserHandler(change=change)
        self.set_user_role = SetUserRoleHandler(change=change)
        self.set_user_absence = SetUserAbsenceHandler(change=change)
        self.set_user_active = SetUserActiveHandler(change=change)
        self.forget_user = ForgetUserHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.create_invite = CreateInviteHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, codes=ports.invite_codes
        )
        self.invite_first_admin = InviteFirstAdminHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, codes=ports.invite_codes
        )
        self.redeem_invite = RedeemInviteHandler(
            unit_of_work=ports.unit_of_work, clock=ports.clock, tracing=ports.tracing
        )
        self.revoke_invite = RevokeInviteHandler(unit_of_work=ports.unit_of_work, clock=ports.clock)

        # Queries
        self.get_user = GetUserHandler(users=ports.users)
        self.batch_get_users = BatchGetUsersHandler(reading=ports.reading)
        self.list_users = ListUsersHandler(users=ports.users)
        self.list_user_events = ListUserEventsHandler(users=ports.users)
        self.list_invites = ListInvitesHandler(users=ports.users, invites=ports.invites, clock=ports.clock)
