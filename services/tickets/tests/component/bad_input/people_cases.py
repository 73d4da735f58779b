"""Requests about users and invites that are wrong in one field, and its path."""

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from fixline.tickets.v1 import invite_service_pb2 as invites_pb
from fixline.tickets.v1 import user_pb2
from fixline.tickets.v1 import user_service_pb2 as users_pb
from fixline_testing.beyond_types import loosely

from .values import (
    BAD_KEYS,
    BAD_LIVES,
    BAD_TEXT,
    BAD_USERS,
    KEY,
)

LATER = 4_102_444_800
"""2100-01-01, in seconds since 1970."""


def register(**fields: object) -> users_pb.RegisterUserRequest:
    return loosely(users_pb.RegisterUserRequest, **{"telegram_id": 7, "display_name": "Eve", **fields})


def preferences(**fields: object) -> users_pb.UpdateUserRequest:
    given_fields = {"name": "users/1", **fields}
    mask = loosely(FieldMask, paths=given_fields.pop("mask", []))
    key = given_fields.pop("request_id", KEY)
    return loosely(
        users_pb.UpdateUserRequest,
        user=loosely(user_pb2.User, **given_fields),
        update_mask=mask,
        request_id=key,
    )


def role(**fields: object) -> users_pb.SetUserRoleRequest:
    return loosely(users_pb.SetUserRoleRequest, **{"name": "users/1", "role": 2, "request_id": KEY, **fields})


def active(**fields: object) -> users_pb.SetUserActiveRequest:
    return loosely(users_pb.SetUserActiveRequest, **{"name": "users/1", "request_id": KEY, **fields})


def absence(**fields: object) -> users_pb.SetUserAbsenceRequest:
    return loosely(users_pb.SetUserAbsenceRequest, **{"name": "users/1", "request_id": KEY, **fields})


def away(*, starts: int | None, ends: int | None) -> user_pb2.Absence:
    """Return an absence between two times, in seconds since 1970."""
    return user_pb2.Absence(
        start_time=None if starts is None else Timestamp(seconds=starts),
        end_time=None if ends is None else Timestamp(seconds=ends),
    )


def forget(**fields: object) -> users_pb.ForgetUserRequest:
    given = {"telegram_id": 7, "reason": "asked", "request_id": KEY, **fields}
    return loosely(users_pb.ForgetUserRequest, **given)


def invite(**fields: object) -> invites_pb.CreateInviteRequest:
    return loosely(invites_pb.CreateInviteRequest, **{"role": 2, "request_id": KEY, **fields})


def redeem(**fields: object) -> invites_pb.RedeemInviteRequest:
    return loosely(invites_pb.RedeemInviteRequest, **{"code": "x", "request_id": KEY, **fields})


def revoke(**fields: object) -> invites_pb.RevokeInviteRequest:
    return loosely(invites_pb.RevokeInviteRequest, **{"name": "invites/1", "request_id": KEY, **fields})


CASES: list[tuple[str, Message, str]] = [
    *[("RegisterUser", register(telegram_id=number), "telegram_id") for number in (0, -1, 2**52, 2**63 - 1)],
    *[("ForgetUser", forget(telegram_id=number), "telegram_id") for number in (0, -1, 2**52, 2**63 - 1)],
    *[("ForgetUser", forget(reason=text), "reason") for text in ["", " ", "x" * 1_001, *BAD_TEXT]],
    *[("ForgetUser", forget(request_id=key), "request_id") for key in BAD_KEYS],
    *[("RegisterUser", register(display_name=text), "display_name") for text in ["", "x" * 129, *BAD_TEXT]],
    *[("RegisterUser", register(username=text), "username") for text in ["x" * 33, *BAD_TEXT]],
    *[("RegisterUser", register(language=text), "language") for text in ["x", "en_US", "x" * 36, "\0"]],
    ("RegisterUser", register(request_id="x"), "request_id"),
    *[
        ("BatchGetUsers", users_pb.BatchGetUsersRequest(names=names), where)
        for names, where in (([], "names"), (["users/1"] * 201, "names"), (["users/1", "x"], "names[1]"))
    ],
    *[("GetUser", users_pb.GetUserRequest(name=name), "name") for name in ("", "users/0", "tickets/1")],
    ("ListUsers", users_pb.ListUsersRequest(page_size=-1), "page_size"),
    ("ListUsers", users_pb.ListUsersRequest(page_token="x"), "page_token"),
    ("ListUsers", loosely(users_pb.ListUsersRequest, roles=[1, 0]), "roles[1]"),
    ("ListUsers", loosely(users_pb.ListUsersRequest, roles=[99]), "roles[0]"),
    *[("ListUserEvents", users_pb.ListUserEventsRequest(user=name), "user") for name in ("", "users/0", "x")],
    ("ListUserEvents", users_pb.ListUserEventsRequest(user="users/1", page_size=-1), "page_size"),
    ("ListUserEvents", users_pb.ListUserEventsRequest(user="users/1", page_token="x"), "page_token"),
    *[("UpdateUser", preferences(language="de", name=name), "user.name") for name in ("", "users/0", "x")],
    *[("UpdateUser", preferences(language="de", request_id=key), "request_id") for key in BAD_KEYS],
    *[("UpdateUser", preferences(language=text), "user.language") for text in ["x", "en_US", "\0"]],
    *[
        ("UpdateUser", preferences(time_zone=text), "user.time_zone")
        for text in ["Mars", "../etc", "\0", "localtime", "Factory"]
    ],
    ("UpdateUser", preferences(), "update_mask"),
    ("UpdateUser", preferences(mask=["role"], role=4), "update_mask"),
    ("UpdateUser", preferences(mask=["language"]), "user.language"),
    *[("SetUserRole", role(name=name), "name") for name in ("", "users/0", "tickets/1")],
    *[("SetUserRole", role(role=number), "role") for number in (0, 6, -1)],
    *[("SetUserRole", role(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("SetUserRole", role(request_id=key), "request_id") for key in BAD_KEYS],
    *[("SetUserActive", active(name=name), "name") for name in ("", "users/0", "tickets/1")],
    *[("SetUserActive", active(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("SetUserActive", active(request_id=key), "request_id") for key in BAD_KEYS],
    *[("SetUserAbsence", absence(name=name), "name") for name in ("", "users/0", "tickets/1")],
    *[("SetUserAbsence", absence(request_id=key), "request_id") for key in BAD_KEYS],
    *[
        ("SetUserAbsence", absence(absence=away(starts=starts, ends=ends)), f"absence.{where}")
        for starts, ends, where in (
            (None, LATER, "start_time"),
            (LATER, None, "end_time"),
            (LATER, LATER, "end_time"),
            (LATER, LATER - 1, "end_time"),
            (LATER, LATER + 367 * 86_400, "end_time"),
            (1 << 60, LATER, "start_time"),
            (LATER, -(1 << 60), "end_time"),
        )
    ],
    *[("CreateInvite", invite(role=number), "role") for number in (0, 1, 6, -1)],
    ("CreateInvite", invite(role=2, person="users/1"), "role"),
    *[("CreateInvite", invite(role=0, person=name), "person") for name in BAD_USERS],
    *[("CreateInvite", invite(note=text), "note") for text in ["x" * 201, *BAD_TEXT]],
    *[("CreateInvite", invite(ttl=life), "ttl") for life in BAD_LIVES],
    *[("CreateInvite", invite(request_id=key), "request_id") for key in BAD_KEYS],
    *[
        ("RedeemInvite", redeem(code=code), "code")
        for code in ["", "x" * 65, "a b", "\u0661", "a\n", *BAD_TEXT]
    ],
    *[("RedeemInvite", redeem(request_id=key), "request_id") for key in BAD_KEYS],
    *[("RevokeInvite", revoke(name=name), "name") for name in ("", "invites/0", "users/1")],
    *[("RevokeInvite", revoke(request_id=key), "request_id") for key in BAD_KEYS],
    ("ListInvites", invites_pb.ListInvitesRequest(page_size=-1), "page_size"),
    ("ListInvites", invites_pb.ListInvitesRequest(page_token="x"), "page_token"),
]
