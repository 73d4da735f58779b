"""Requests about policies and calendars that are wrong in one field, and its path."""

from collections.abc import Mapping

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message

from fixline.tickets.v1 import sla_pb2
from fixline.tickets.v1 import sla_service_pb2 as pb
from fixline_testing.beyond_types import loosely

KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
BAD_KEYS = ["", "1", KEY[:-1]]
BAD_TEXT = ["\x00", "a\x07b", "\x1b[31m", "line\rfeed"]
BAD_REASONS = ["x" * 1001, *BAD_TEXT]
BAD_POLICIES = ["", "slaPolicies/", "slaPolicies/LOW", "slaPolicies/soon", "slaCalendars/24x7", "low"]
BAD_CALENDARS = [
    "",
    "slaCalendars/",
    "slaCalendars/-x",
    "slaCalendars/X",
    "slaCalendars/" + "x" * 41,
    "slaCalendars/a b",
    "slaCalendars/x\n",
    "slaPolicies/low",
]
BAD_CODES = ["", "-x", "x-", "X", "x" * 41, "a b", "x\n", "\u0661"]
BAD_ZONES = ["", "Mars/Base", "../etc/passwd", "europe/berlin", "UTC\x00", "posixrules"]
BAD_LENGTHS = [
    Duration(),
    Duration(seconds=59),
    Duration(seconds=60, nanos=1),
    Duration(seconds=90),
    Duration(seconds=-60),
    Duration(seconds=366 * 86_400 + 60),
    Duration(seconds=2**62),
    Duration(seconds=-(2**62), nanos=-(2**31)),
]
MONDAY = loosely(sla_pb2.SlaCalendar.WeeklyInterval, weekday=1, opens="09:00", closes="17:00")


def policy(**fields: object) -> pb.UpdateSlaPolicyRequest:
    given = {
        "name": "slaPolicies/low",
        "first_response": Duration(seconds=60),
        "resolution": Duration(seconds=366 * 86_400),
        "calendar": "slaCalendars/24x7",
        **fields,
    }
    more = {name: given.pop(name) for name in ("request_id", "reason") if name in given}
    return loosely(
        pb.UpdateSlaPolicyRequest, policy=loosely(sla_pb2.SlaPolicy, **given), **{"request_id": KEY, **more}
    )


def calendar(**fields: object) -> sla_pb2.SlaCalendar:
    return loosely(
        sla_pb2.SlaCalendar,
        **{"name": "slaCalendars/x", "title": "x", "zone": "UTC", "weekly": [MONDAY], **fields},
    )


def interval(**fields: object) -> list[sla_pb2.SlaCalendar.WeeklyInterval]:
    """One that is fine, and one that is not."""
    given = {"weekday": 2, "opens": "09:00", "closes": "17:00", **fields}
    return [MONDAY, loosely(sla_pb2.SlaCalendar.WeeklyInterval, **given)]


CALENDARS: list[tuple[Mapping[str, object], str]] = [
    *[({"title": title}, "title") for title in ["", " ", "x" * 101, *BAD_TEXT]],
    *[({"zone": zone}, "zone") for zone in BAD_ZONES],
    ({"weekly": []}, "weekly"),
    ({"weekly": [MONDAY] * 101}, "weekly"),
    ({"weekly": [MONDAY, MONDAY]}, "weekly[1]"),
    *[({"weekly": interval(weekday=number)}, "weekly[1].weekday") for number in (0, 8, -1)],
    *[
        ({"weekly": interval(opens=time)}, "weekly[1].opens")
        for time in ("", "9:00", "24:00", "09:60", "-1:00", "09:00 ", "\u0660\u0669:00", "25:00")
    ],
    *[({"weekly": interval(closes=time)}, "weekly[1].closes") for time in ("", "09:00", "08:59", "24:01")],
    *[
        ({"holidays": ["2026-12-25", day]}, "holidays[1]")
        for day in ("", "2026-02-30", "20261225", "25.12.2026", "2026-W01-1", "0000-01-01")
    ],
]
CASES: list[tuple[str, Message, str]] = [
    *[("GetSlaPolicy", pb.GetSlaPolicyRequest(name=name), "name") for name in BAD_POLICIES],
    *[("UpdateSlaPolicy", policy(name=name), "policy.name") for name in BAD_POLICIES],
    *[("UpdateSlaPolicy", policy(calendar=name), "policy.calendar") for name in BAD_CALENDARS],
    *[("UpdateSlaPolicy", policy(first_response=each), "policy.first_response") for each in BAD_LENGTHS],
    (
        "UpdateSlaPolicy",
        policy(first_response=Duration(seconds=120), resolution=Duration(seconds=60)),
        "policy.first_response",
    ),
    *[("UpdateSlaPolicy", policy(reason=text), "reason") for text in BAD_REASONS],
    *[("UpdateSlaPolicy", policy(request_id=key), "request_id") for key in BAD_KEYS],
    ("ListSlaCalendars", pb.ListSlaCalendarsRequest(page_size=-1), "page_size"),
    ("ListSlaCalendars", pb.ListSlaCalendarsRequest(page_token="x"), "page_token"),
    *[("GetSlaCalendar", pb.GetSlaCalendarRequest(name=name), "name") for name in BAD_CALENDARS],
    *[
        (
            "CreateSlaCalendar",
            pb.CreateSlaCalendarRequest(calendar_id=code, calendar=calendar(), request_id=KEY),
            "calendar_id",
        )
        for code in BAD_CODES
    ],
    *[
        (
            "CreateSlaCalendar",
            pb.CreateSlaCalendarRequest(calendar_id="x", calendar=calendar(**fields), request_id=KEY),
            f"calendar.{path}",
        )
        for fields, path in CALENDARS
    ],
    *[
        (
            "UpdateSlaCalendar",
            pb.UpdateSlaCalendarRequest(calendar=calendar(**fields), request_id=KEY),
            f"calendar.{path}",
        )
        for fields, path in CALENDARS
    ],
    *[
        (
            "UpdateSlaCalendar",
            pb.UpdateSlaCalendarRequest(calendar=calendar(name=name), request_id=KEY),
            "calendar.name",
        )
        for name in BAD_CALENDARS
    ],
    *[
        (
            "DeleteSlaCalendar",
            pb.DeleteSlaCalendarRequest(name=name, request_id=KEY),
            "name",
        )
        for name in BAD_CALENDARS
    ],
    *[
        (method, request, "reason")
        for text in BAD_REASONS
        for method, request in (
            (
                "CreateSlaCalendar",
                pb.CreateSlaCalendarRequest(
                    calendar_id="x", calendar=calendar(), reason=text, request_id=KEY
                ),
            ),
            (
                "UpdateSlaCalendar",
                pb.UpdateSlaCalendarRequest(calendar=calendar(), reason=text, request_id=KEY),
            ),
            (
                "DeleteSlaCalendar",
                pb.DeleteSlaCalendarRequest(name="slaCalendars/x", reason=text, request_id=KEY),
            ),
        )
    ],
    *[
        (method, request, "request_id")
        for key in BAD_KEYS
        for method, request in (
            (
                "CreateSlaCalendar",
                pb.CreateSlaCalendarRequest(calendar_id="x", calendar=calendar(), request_id=key),
            ),
            ("UpdateSlaCalendar", pb.UpdateSlaCalendarRequest(calendar=calendar(), request_id=key)),
            ("DeleteSlaCalendar", pb.DeleteSlaCalendarRequest(name="slaCalendars/x", request_id=key)),
        )
    ],
    *[
        ("ListSlaChanges", pb.ListSlaChangesRequest(subject=name), "subject")
        for name in ("x", "slaPolicies/soon", "slaCalendars/", "users/1")
    ],
    ("ListSlaChanges", pb.ListSlaChangesRequest(page_size=-1), "page_size"),
    ("ListSlaChanges", pb.ListSlaChangesRequest(page_token="x"), "page_token"),
]
