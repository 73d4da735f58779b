"""What is read from a request as a whole: every fault, with its field."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tickets_service.domain.draft import Draft
from tickets_service.domain.errors import InvalidArgumentError
from tickets_service.domain.priority import Priority
from tickets_service.domain.rating import Rating
from tickets_service.domain.user import Profile, Role, User
from tickets_service.domain.violations import Violations

NOW = datetime(2026, 1, 5, tzinfo=UTC)
FILE = "files/0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"


def faults(read: Any, **given: Any) -> list[str]:
    violations = Violations()
    read(**given, violations=violations)
    try:
        violations.refuse_if_any()
    except InvalidArgumentError as error:
        return [each.field for each in error.violations]
    return []


def draft(**given: Any) -> list[str]:
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
def test_drafts(given: dict[str, Any], fields: list[str]) -> None:
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
def test_profiles(given: dict[str, Any], fields: list[str]) -> None:
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
    def profile(**given: Any) -> Profile:
        fine = {"telegram_id": 5, "display_name": "Ann", "username": "ann", "language": ""}
        return Profile.read(**{**fine, **given}, violations=Violations())

    user = User.register(profile(), role=Role.USER, now=NOW)
    assert (user.language, user.active, user.is_staff) == ("en", True, False)
    assert not user.follow(profile(language="ru"))
    assert user.follow(profile(username="anna"))
    assert (user.username, user.language) == ("anna", "en")
    assert user.appoint_agent()
    assert not user.appoint_agent()
    assert user.is_staff
