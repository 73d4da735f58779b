"""From requests about people to commands and queries."""

from fixline.tickets.v1 import user_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import ROLES, all_from, one_from
from tickets_service.adapters.inbound.grpc.masks import masked
from tickets_service.adapters.inbound.grpc.names import user_id_from, user_ids_from
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.adapters.inbound.grpc.timestamps import instant_in
from tickets_service.application.commands.people.forget_user import ForgetUser
from tickets_service.application.commands.people.register_user import RegisterUser
from tickets_service.application.commands.people.set_user_absence import SetUserAbsence
from tickets_service.application.commands.people.set_user_active import SetUserActive
from tickets_service.application.commands.people.set_user_role import SetUserRole
from tickets_service.application.commands.people.update_user import EDITABLE, UpdateUser
from tickets_service.application.queries.people.batch_get_users import BatchGetUsers
from tickets_service.application.queries.people.get_user import GetUser
from tickets_service.application.queries.people.list_user_events import ListUserEvents
from tickets_service.application.queries.people.list_users import ListUsers
from tickets_service.domain.people.user import Role
from tickets_service.domain.violations import Violations


def register_user(request: pb.RegisterUserRequest) -> RegisterUser:
    return RegisterUser(
        principal=principal(),
        telegram_id=request.telegram_id,
        display_name=request.display_name,
        username=request.username,
        language=request.language,
        request_id=request.request_id,
        keep_names=request.keep_names,
    )


def get_user(request: pb.GetUserRequest) -> GetUser:
    violations = Violations()
    user_id = user_id_from(request.name, "name", violations)
    violations.refuse_if_any()
    return GetUser(principal=principal(), user_id=user_id)


def batch_get_users(request: pb.BatchGetUsersRequest) -> BatchGetUsers:
    violations = Violations()
    user_ids = user_ids_from(request.names, "names", violations)
    violations.refuse_if_any()
    return BatchGetUsers(principal=principal(), user_ids=user_ids)


def list_users(request: pb.ListUsersRequest) -> ListUsers:
    violations = Violations()
    roles = all_from(request.roles, ROLES, "roles", violations)
    violations.refuse_if_any()
    return ListUsers(
        principal=principal(), roles=roles, page_size=request.page_size, page_token=request.page_token
    )


def update_user(request: pb.UpdateUserRequest) -> UpdateUser:
    violations = Violations()
    user_id = user_id_from(request.user.name, "user.name", violations)
    violations.refuse_if_any()
    return UpdateUser(
        principal=principal(),
        user_id=user_id,
        fields=masked(request.update_mask, request.user, EDITABLE),
        language=request.user.language,
        time_zone=request.user.time_zone,
        request_id=request.request_id,
    )


def set_user_role(request: pb.SetUserRoleRequest) -> SetUserRole:
    violations = Violations()
    user_id = user_id_from(request.name, "name", violations)
    role = one_from(request.role, ROLES, "role", violations, unset=Role.USER)
    violations.refuse_if_any()
    return SetUserRole(
        principal=principal(),
        user_id=user_id,
        role=role,
        reason=request.reason,
        request_id=request.request_id,
    )


def set_user_active(request: pb.SetUserActiveRequest) -> SetUserActive:
    violations = Violations()
    user_id = user_id_from(request.name, "name", violations)
    violations.refuse_if_any()
    return SetUserActive(
        principal=principal(),
        user_id=user_id,
        active=request.active,
        reason=request.reason,
        request_id=request.request_id,
    )


def set_user_absence(request: pb.SetUserAbsenceRequest) -> SetUserAbsence:
    violations = Violations()
    user_id = user_id_from(request.name, "name", violations)
    starts, ends = (
        instant_in(request.absence, name, violations, path=f"absence.{name}")
        for name in ("start_time", "end_time")
    )
    violations.refuse_if_any()
    return SetUserAbsence(
        principal=principal(), user_id=user_id, starts=starts, ends=ends, request_id=request.request_id
    )


def forget_user(request: pb.ForgetUserRequest) -> ForgetUser:
    return ForgetUser(
        principal=principal(),
        telegram_id=request.telegram_id,
        reason=request.reason,
        validate_only=request.validate_only,
        request_id=request.request_id,
    )


def list_user_events(request: pb.ListUserEventsRequest) -> ListUserEvents:
    violations = Violations()
    user_id = user_id_from(request.user, "user", violations)
    violations.refuse_if_any()
    return ListUserEvents(
        principal=principal(), user_id=user_id, page_size=request.page_size, page_token=request.page_token
    )
