"""/settings: quiet hours, and one message a day, in few taps."""

import pytest

from bot_service.domain.notifications.quiet import NoticePreferences, QuietHours
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import AGENTS, World


async def chosen(world: World, talker: Talker) -> NoticePreferences:
    return await world.desk.preferences.get(talker.id)


async def test_quiet_hours_in_two_taps(world: World, ann: Talker) -> None:
    await ann.says("/settings")
    assert "Quiet hours: none" in ann.last.text
    await ann.taps("🌙 Quiet hours", ann.last)
    assert "🚨 Urgent ones at any time" not in ann.last.buttons, "nobody tells a reporter what is late"
    await ann.taps("22:00–07:00", ann.last)
    assert "✓ 22:00–07:00" in ann.last.buttons
    assert await chosen(world, ann) == NoticePreferences(quiet=QuietHours(begins=1_320, ends=420))
    await ann.taps("⬅️ Back", ann.last)
    assert "Quiet hours: 22:00 to 07:00" in ann.last.text
    await ann.taps("🌙 Quiet hours", ann.last)
    await ann.taps("No quiet hours", ann.last)
    assert "✓ No quiet hours" in ann.last.buttons
    assert await chosen(world, ann) == NoticePreferences()


@pytest.mark.parametrize(
    ("written", "line"),
    [("21:30-6", "21:30 to 06:00"), ("9 – 17.30", "09:00 to 17:30"), ("23-7:05", "23:00 to 07:05")],
)
async def test_other_hours_are_written(ann: Talker, written: str, line: str) -> None:
    await ann.says(f"/settings {written}")
    assert f"Quiet hours: {line}" in ann.last.text
    await ann.taps("🌙 Quiet hours", ann.last)
    assert any(each.startswith("✓ ") for each in ann.last.buttons)


@pytest.mark.parametrize("written", ["25-7", "7-7", "22-24", "7:99-8", "22-"])
async def test_what_are_no_hours_is_said(world: World, ann: Talker, written: str) -> None:
    await ann.says(f"/settings {written}")
    assert "do not know this time zone" in ann.last.text
    assert await chosen(world, ann) == NoticePreferences()


async def test_once_a_day_in_two_taps(world: World, ann: Talker) -> None:
    await ann.says("/settings")
    assert "What others do: as it happens" in ann.last.text
    await ann.taps("📰 Once a day", ann.last)
    await ann.taps("08:00", ann.last)
    assert (await chosen(world, ann)).digest_hour == 8
    await ann.taps("⬅️ Back", ann.last)
    assert "once a day, at 08:00" in ann.last.text
    await ann.taps("📰 Once a day", ann.last)
    await ann.taps("As it happens", ann.last)
    assert await chosen(world, ann) == NoticePreferences()


async def test_staff_may_hear_of_what_is_urgent_at_any_time(world: World, bob: Talker) -> None:
    await bob.says("/settings 22-7")
    await bob.taps("🌙 Quiet hours", bob.last)
    await bob.taps("🚨 Urgent ones at any time", bob.last)
    assert (await chosen(world, bob)).urgent_anyway
    await bob.taps("⬅️ Back", bob.last)
    assert "Alerts of urgent requests: at any time" in bob.last.text
    await bob.taps("🌙 Quiet hours", bob.last)
    await bob.taps("✓ 🚨 Urgent ones at any time", bob.last)
    assert not (await chosen(world, bob)).urgent_anyway


async def test_made_up_buttons_change_nothing(world: World, ann: Talker) -> None:
    await ann.says("/settings")
    for data in ("g:q:1-1", "g:q:x", "g:q:9999-1", "g:d:24", "g:d:x", "g:d:-1"):
        assert "out of date" in (await ann.taps_data(data, ann.last)).text
    assert await chosen(world, ann) == NoticePreferences()


@pytest.mark.parametrize(
    ("language", "labels", "line"),
    [
        ("ru", ("🌙 Тихие часы", "22:00–07:00", "⬅️"), "Тихие часы: с 22:00 до 07:00"),
        ("de", ("🌙 Ruhezeit", "22:00–07:00", "⬅️"), "Ruhezeit: 22:00 bis 07:00"),
    ],
)
async def test_in_other_languages(
    talker: TalkerFor, language: str, labels: tuple[str, ...], line: str
) -> None:
    uwe = talker(AGENTS[0], "Uwe", language)
    await uwe.says("/settings")
    for label in labels:
        await uwe.taps(label, uwe.last)
    assert line in uwe.last.text
