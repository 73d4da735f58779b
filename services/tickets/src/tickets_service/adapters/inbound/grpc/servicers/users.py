"""UserService over gRPC: request in, use case, response out."""

# ruff: noqa: ARG002, N802  # names and signatures are gRPC's

from typing import Any

from grpc.aio import ServicerContext

from fixline.tickets.v1 import user_service_pb2 as pb
from fixline.tickets.v1 import user_service_pb2_grpc
from tickets_service.adapters.inbound.grpc.people import user_requests as requests
from tickets_service.adapters.inbound.grpc.people.messages import (
    forgotten_message,
    user_event_message,
    user_message,
)
from tickets_service.application.use_cases.people import PeopleUseCases

Context = ServicerContext[Any, Any]


class UserServicer(user_service_pb2_grpc.UserServiceServicer):
    def __init__(self, people: PeopleUseCases) -> None:
        self._people = people

    async def RegisterUser(
        self, request: pb.RegisterUserRequest, context: Context
    ) -> pb.RegisterUserResponse:
        command = requests.register_user(request)
        user = await self._people.register_user(command)
        return pb.RegisterUserResponse(user=user_message(user))

    async def GetUser(self, request: pb.GetUserRequest, context: Context) -> pb.GetUserResponse:
        query = requests.get_user(request)
        user = await self._people.get_user(query)
        return pb.GetUserResponse(user=user_message(user))

    async def BatchGetUsers(
        self, request: pb.BatchGetUsersRequest, context: Context
    ) -> pb.BatchGetUsersResponse:
        query = requests.batch_get_users(request)
        users = await self._people.batch_get_users(query)
        return pb.BatchGetUsersResponse(users=[user_message(user) for user in users])

    async def ListUsers(self, request: pb.ListUsersRequest, context: Context) -> pb.ListUsersResponse:
        page = await self._people.list_users(requests.list_users(request))
        users = [user_message(user) for user in page.items]
        return pb.ListUsersResponse(users=users, next_page_token=page.next_token)

    async def UpdateUser(self, request: pb.UpdateUserRequest, context: Context) -> pb.UpdateUserResponse:
        command = requests.update_user(request)
        user = await self._people.update_user(command)
        return pb.UpdateUserResponse(user=user_message(user))

    async def SetUserRole(self, request: pb.SetUserRoleRequest, context: Context) -> pb.SetUserRoleResponse:
        command = requests.set_user_role(request)
        user = await self._people.set_user_role(command)
        return pb.SetUserRoleResponse(user=user_message(user))

    async def SetUserActive(
        self, request: pb.SetUserActiveRequest, context: Context
    ) -> pb.SetUserActiveResponse:
        command = requests.set_user_active(request)
        user = await self._people.set_user_active(command)
        return pb.SetUserActiveResponse(user=user_message(user))

    async def SetUserAbsence(
        self, request: pb.SetUserAbsenceRequest, context: Context
    ) -> pb.SetUserAbsenceResponse:
        command = requests.set_user_absence(request)
        user = await self._people.set_user_absence(command)
        return pb.SetUserAbsenceResponse(user=user_message(user))

    async def ForgetUser(self, request: pb.ForgetUserRequest, context: Context) -> pb.ForgetUserResponse:
        command = requests.forget_user(request)
        forgotten = await self._people.forget_user(command)
        return forgotten_message(forgotten)

    async def ListUserEvents(
        self, request: pb.ListUserEventsRequest, context: Context
    ) -> pb.ListUserEventsResponse:
        page = await self._people.list_user_events(requests.list_user_events(request))
        events = [user_event_message(event) for event in page.items]
        return pb.ListUserEventsResponse(events=events, next_page_token=page.next_token)
