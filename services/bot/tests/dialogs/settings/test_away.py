"""/away: staff say when they are away, and those who give out work see it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot_service.domain.people.absence import Absence
from bot_service.domain.people.person import Role
from bot_testing.talker import Talker
from bot_testing.world import World


def midnight(year: int, month: int, day: int, zone: str = "UTC") -> datetime:
    return datetime(year, month, day, tzinfo=ZoneInfo(zone))


def absence_of(world: World, name: str) -> Absence | None:
    return world.users.known(world.users.named(name)).absence


async def test_until_monday_by_three_taps_from_the_settings(world: World, bob: Talker) -> None:
    await bob.says("/settings")
    shown = bob.last
    await bob.taps("🌴 Away…", shown)
    assert "You are not away" in shown.text
    assert list(shown.buttons) == [
        "Tomorrow, Nov 24, 2026",
        "On Monday, Nov 30, 2026",
        "In two weeks, Dec 7, 2026",
        "⬅️ Back",
    ]
    await bob.taps("On Monday", shown)
    assert "🌴 Away, back on Nov 30, 2026" in shown.text
    assert absence_of(world, "Bob") == Absence(starts=midnight(2026, 11, 23), ends=midnight(2026, 11, 30))
    await bob.taps("⬅️ Back", shown)
    assert "🌴 Away, back on Nov 30, 2026" in shown.text
    await bob.taps("🌴 Away…", shown)
    await bob.taps("✅ Not away", shown)
    assert "You are not away" in shown.text
    assert absence_of(world, "Bob") is None


async def test_days_are_written_and_are_those_of_the_persons_zone(world: World, bob: Talker) -> None:
    await bob.says("/settings Asia/Almaty")
    await bob.says("/away 24.12.2026 – 6.1.2027")
    assert "🌴 Away from Dec 24, 2026, back on Jan 7, 2027" in bob.last.text
    assert absence_of(world, "Bob") == Absence(
        starts=midnight(2026, 12, 24, "Asia/Almaty"), ends=midnight(2027, 1, 7, "Asia/Almaty")
    )
    world.now = datetime(2026, 12, 23, 18, 59, tzinfo=UTC)
    await bob.says("/away")
    assert "Away from" in bob.last.text
    world.now += timedelta(minutes=2)
    await bob.says("/away")
    assert "🌴 Away, back on Jan 7, 2027" in bob.last.text
    world.now = datetime(2027, 1, 6, 19, 1, tzinfo=UTC)
    await bob.says("/away")
    assert "You are not away" in bob.last.text
    await bob.says("/away 2027-01-11")
    assert "🌴 Away from Jan 11, 2027, back on Jan 12, 2027" in bob.last.text


@pytest.mark.parametrize(
    "words",
    [
        "Monday",
        "24.12.",
        "31.2.2027",
        "22.11.2026",
        "30.11.2026 – 24.11.2026",
        "24.11.2026 – 25.11.2028",
        "1.1.2030",
        "1.1.2027, 3.1.2027",
        "9999-12-31",
        "0001-01-01",
        "x" * 4_000,
        "<b>1.1.2027",
    ],
)
async def test_other_words_change_nothing(world: World, bob: Talker, words: str) -> None:
    await bob.says("/away 30.11.2026")
    before = absence_of(world, "Bob")
    await bob.says(f"/away {words}")
    assert "cannot take these days" in bob.last.text
    assert absence_of(world, "Bob") == before is not None


async def test_only_staff_and_only_buttons_of_now(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("/settings")
    assert "🌴 Away…" not in ann.last.buttons
    await ann.says("/away 30.11.2026")
    assert "Only those who work" in ann.last.text
    assert "Only those who work" in (await ann.taps_data("g:w:2026-11-23.2026-11-30", ann.last)).text
    assert absence_of(world, "Ann") is None
    await bob.says("/away")
    shown = bob.last
    for value in (
        "2026-11-22.2026-11-23",
        "2026-11-23",
        "x.y",
        "2026-11-23.2028-11-23",
        "1.2.3",
        "9999-12-31.0001-01-01",
    ):
        assert "out of date" in (await bob.taps_data(f"g:w:{value}", shown)).text
    assert absence_of(world, "Bob") is None


async def test_who_is_away_is_listed_last_and_can_be_given_work_all_the_same(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    world.users.promote(world.users.named("Bob"), Role.DISPATCHER)
    world.users.forget_agents()
    await ann.reports()
    await world.news()
    await bob.says("/away 23.11.2026 – 29.11.2026")
    await bob.taps("More", bob.card(1))
    await bob.taps("👤 Assign", bob.card(1))
    assert list(bob.card(1).buttons)[:2] == ["Гусь · 0", "🌴 Bob · 0 · back Nov 30, 2026"]
    await bob.says("/away")
    await bob.taps("✅ Not away")
    await gus.says("/away 23.11.2026 – 29.11.2026")
    await bob.taps("⬅️ Back", bob.card(1))
    await bob.taps("👤 Assign", bob.card(1))
    assert list(bob.card(1).buttons)[:2] == ["🙋 Bob (you) · 0", "🌴 Гусь · 0 · back Nov 30, 2026"]
    answer = await bob.taps("🌴 Гусь", bob.card(1))
    assert answer.text == "Гусь has it now, and is told, but is away: back on Nov 30, 2026."
    assert "Assigned to: Гусь\n🌴 Away, back on Nov 30, 2026" in bob.card(1).text
    await world.news()
    assert "Away" not in ann.card(1).text
    assert "🌴" not in "".join(each.text for each in ann.chat)
    world.now = midnight(2026, 11, 30)
    await bob.says("#1")
    assert "🌴" not in bob.last.text


async def test_several_at_once_are_given_knowingly(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    world.users.promote(world.users.named("Bob"), Role.DISPATCHER)
    world.users.forget_agents()
    await ann.reports()
    await world.news()
    await gus.says("/away 23.11.2026 – 29.11.2026")
    await bob.says("/queue")
    shown = bob.last
    await bob.taps("☑️", shown)
    await bob.taps("#1", shown)
    await bob.taps("👤 Assign", shown)
    people = [label for label in shown.buttons if "·" in label]
    assert people == ["🙋 Bob (you) · 0", "🌴 Гусь · 0 · back Nov 30, 2026"]
    await bob.taps("🌴 Гусь", shown)
    assert "🌴 Away, back on Nov 30, 2026" in shown.text
