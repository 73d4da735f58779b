"""Users over the wire, on PostgreSQL: registered, read, listed and managed."""

from datetime import UTC, timedelta
from uuid import uuid4

from google.protobuf.field_mask_pb2 import FieldMask

from fixline.tickets.v1 import user_pb2
from fixline.tickets.v1 import user_service_pb2 as users_pb
from tickets_service.domain.people.user import Role, UserId
from tickets_testing.client import Client


async def test_people(postgres_client: Client) -> None:
    client = postgres_client
    registered = await client.call(
        "RegisterUser",
        users_pb.RegisterUserRequest(telegram_id=5, display_name="Ann", username="ann", language="ru"),
    )
    ann = registered.user
    assert ann == user_pb2.User(
        name=ann.name,
        telegram_id=5,
        username="ann",
        display_name="Ann",
        role=user_pb2.ROLE_USER,
        active=True,
        create_time=ann.create_time,
        language="ru",
        time_zone="UTC",
    )
    assert ann.create_time.ToDatetime(UTC) == client.desk.clock.now()
    found = await client.call("GetUser", users_pb.GetUserRequest(name=ann.name), ann.name)
    assert found.user == ann
    gus = await client.agent()
    batch = users_pb.BatchGetUsersRequest(names=[gus, ann.name, gus])
    several = (await client.call("BatchGetUsers", batch)).users
    assert [user.name for user in several] == [gus, ann.name, gus]
    assert several[1] == ann
    listed = await client.call("ListUsers", users_pb.ListUsersRequest(page_size=1))
    assert [user.name for user in listed.users] == [ann.name]
    rest = users_pb.ListUsersRequest(page_token=listed.next_page_token)
    assert [(user.name, user.role) for user in (await client.call("ListUsers", rest)).users] == [
        (gus, user_pb2.ROLE_AGENT)
    ]
    agents = users_pb.ListUsersRequest(roles=[user_pb2.ROLE_AGENT])
    assert [user.name for user in (await client.call("ListUsers", agents, gus)).users] == [gus]


async def test_people_are_managed(postgres_client: Client) -> None:
    client = postgres_client
    ann, boss = await client.person(), await client.person(7, "Boss")
    await client.desk.appoint(UserId(int(boss.removeprefix("users/"))), Role.ADMIN)
    request = users_pb.SetUserRoleRequest(name=ann, role=user_pb2.ROLE_AUDITOR, request_id=str(uuid4()))
    assert (await client.call("SetUserRole", request, boss)).user.role == user_pb2.ROLE_AUDITOR
    off_request = users_pb.SetUserActiveRequest(name=ann, request_id=str(uuid4()))
    off = await client.call("SetUserActive", off_request, boss)
    assert not off.user.active
    mine = user_pb2.User(name=boss, time_zone="Europe/Berlin", language="ru")
    for paths, zone, language in ((["time_zone"], "Europe/Berlin", "en"), (["*"], "Europe/Berlin", "ru")):
        update = users_pb.UpdateUserRequest(
            user=mine, update_mask=FieldMask(paths=paths), request_id=str(uuid4())
        )
        found = (await client.call("UpdateUser", update, boss)).user
        assert (found.time_zone, found.language) == (zone, language)
    times = user_pb2.Absence()
    times.start_time.FromDatetime(client.desk.clock.now())
    times.end_time.FromDatetime(client.desk.clock.now() + timedelta(days=3))
    gone = users_pb.SetUserAbsenceRequest(name=boss, absence=times, request_id=str(uuid4()))
    assert (await client.call("SetUserAbsence", gone, boss)).user.absence == times
    there = users_pb.SetUserAbsenceRequest(name=boss, request_id=str(uuid4()))
    assert not (await client.call("SetUserAbsence", there, boss)).user.HasField("absence")
    told = await client.call("ListUserEvents", users_pb.ListUserEventsRequest(user=boss), boss)
    kind, change = user_pb2.UserEvent.TYPE_ABSENCE_CHANGED, user_pb2.UserEvent.AbsenceChange
    assert [each.absence for each in told.events if each.type == kind] == [
        change(after=times),
        change(before=times),
    ]
    last = users_pb.SetUserActiveRequest(name=boss, request_id=str(uuid4()))
    failure = await client.failure("SetUserActive", last, boss)
    assert (failure.reason, dict(failure.metadata)) == ("LAST_ADMIN", {"user": boss})
