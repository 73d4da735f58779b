"""What is read from a request as a whole: every fault, with its field."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.people.user import Profile, Role, User
from tickets_service.domain.priority import Priority
from tickets_service.domain.tickets.draft import Draft
from tickets_service.domain.tickets.rating import Rating
from tickets_service.domain.time_zone import check_time_zone
from tickets_service.domain.violations import Violations

NOW = datetime(2026, 1, 5, tzinfo=UTC)
FILE = "files/0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"


def faults(read: Callable[..., object], **given: object) -> list[str]:
    violations = Violations()
    read(**given, violations=violations)
    try:
        violations.refuse_if_any()
    except InvalidArgumentError as error:
        return [each.field for each in error.violations]
    return []


def draft(**given: object) -> list[str]:
    fine = {
        "title": "T",
        "description": "",
        "location": "",
        "priority": Priority.LOW,
        "attachments": (),
    }
    return faults(Draft.read, **{**fine, **given})


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, []),
        ({"title": " "}, ["ticket.title"]),
        ({"title": "x" * 201}, ["ticket.title"]),
        ({"description": "x" * 4001}, ["ticket.description"]),
        ({"location": "x" * 201}, ["ticket.location"]),
        ({"title": "", "location": "\0"}, ["ticket.title", "ticket.location"]),
        ({"attachments": (FILE,)}, []),
        ({"attachments": (FILE, "files/1", FILE)}, ["ticket.attachments[1]", "ticket.attachments[2]"]),
        ({"attachments": (FILE.upper(),)}, ["ticket.attachments[0]"]),
        ({"attachments": tuple(FILE[:-2] + f"{n:02}" for n in range(10))}, []),
        ({"attachments": tuple(FILE[:-2] + f"{n:02}" for n in range(11))}, ["ticket.attachments"]),
    ],
)
def test_drafts(given: dict[str, object], fields: list[str]) -> None:
    assert draft(**given) == fields


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, []),
        ({"telegram_id": 0}, ["telegram_id"]),
        ({"telegram_id": -1}, ["telegram_id"]),
        ({"telegram_id": 2**52}, ["telegram_id"]),
        ({"telegram_id": 2**52 - 1}, []),
        ({"display_name": ""}, ["display_name"]),
        ({"display_name": "x" * 129}, ["display_name"]),
        ({"username": "x" * 33}, ["username"]),
        ({"language": "pt-BR"}, []),
        ({"language": "zh-hans-cn"}, []),
        ({"language": "e"}, ["language"]),
        ({"language": "en_US"}, ["language"]),
        ({"language": "en\n"}, ["language"]),
        ({"language": "en" + "-abcdefgh" * 4}, ["language"]),
    ],
)
def test_profiles(given: dict[str, object], fields: list[str]) -> None:
    fine = {"telegram_id": 5, "display_name": "Ann", "username": "", "language": ""}
    assert faults(Profile.read, **{**fine, **given}) == fields


@pytest.mark.parametrize(
    ("stars", "comment", "fields"),
    [
        (1, "", []),
        (5, "x" * 1000, []),
        (0, "", ["rating.stars"]),
        (6, "", ["rating.stars"]),
        (-1, "x" * 1001, ["rating.stars", "rating.comment"]),
    ],
)
def test_ratings(stars: int, comment: str, fields: list[str]) -> None:
    assert faults(Rating.read, stars=stars, comment=comment, now=NOW) == fields


def test_people_follow_their_profile() -> None:
    def profile(**given: object) -> Profile:
        fine = {"telegram_id": 5, "display_name": "Ann", "username": "ann", "language": ""}
        read: Callable[..., Profile] = Profile.read
        return read(**{**fine, **given}, violations=Violations())

    user = User.register(profile(), role=Role.USER, now=NOW)
    assert (user.language, user.active, user.time_zone) == ("en", True, "UTC")
    assert user.follow(profile(username="anna"))
    assert (user.username, user.language) == ("anna", "en")
    # Nobody had said theirs.
    assert user.follow(profile(username="anna", language="ru"))
    assert user.language == "ru"
    assert not user.follow(profile(username="anna", language="de"))
    assert user.language == "ru"


@pytest.mark.parametrize("role", Role)
def test_active_staff_may_be_assigned(role: Role) -> None:
    profile = Profile(telegram_id=5, display_name="Ann", username="", language="en")
    user = User.register(profile, role=role, now=NOW)
    assert user.may_be_assigned == (role in {Role.AGENT, Role.DISPATCHER, Role.ADMIN})
    user.active = False
    assert not user.may_be_assigned


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        *((zone, True) for zone in ("UTC", "Europe/Berlin", "GMT", "Etc/GMT+5", "EST5EDT")),
        *((zone, False) for zone in ("", "Mars/Base", "A" * 65, "europe/berlin", "Europe")),
        # Of the machine, of nobody, and what lies beside the zones.
        *(
            (zone, False)
            for zone in ("localtime", "Factory", "posixrules", "posix/Europe/Berlin", "tzdata.zi")
        ),
    ],
)
def test_time_zones(zone: str, known: bool) -> None:  # a column of the table above
    violations = Violations()
    check_time_zone(zone, "user.time_zone", violations)
    assert violations.any is not known
