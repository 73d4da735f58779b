"""When people hear of what others do: after their quiet hours, or once a day; in every language."""

from datetime import UTC, datetime, timedelta

from .desk import LocalDesk
from .people import Talker
from .requests import report


def hours_around_now() -> tuple[str, str]:
    now = datetime.now(UTC)
    return f"{now - timedelta(hours=1):%H:%M}", f"{now + timedelta(hours=6):%H:%M}"


async def test_nobody_is_woken_and_nothing_is_lost(desk: LocalDesk, rita: Talker, alex: Talker) -> None:
    begins, ends = hours_around_now()
    await alex.says("/settings")
    await alex.taps("button-quiet")
    await alex.sees("settings-ask-quiet")
    await alex.says(f"/settings {begins}-{ends}")
    await alex.sees("settings-quiet", begins=begins, ends=ends)
    number = await report(rita, "The lamp is dead")
    assert not await alex.has_read("The lamp is dead")
    await alex.says("/queue")
    await alex.reads("The lamp is dead")
    await desk.time_comes()
    await alex.sees("notice-created", name="Rita")
    await alex.taps("button-take")
    await rita.sees("notice-taken", number=str(number), assignee="Alex")


async def test_what_others_do_comes_once_a_day(desk: LocalDesk, rita: Talker, alex: Talker) -> None:
    await alex.says("/settings")
    await alex.taps("button-digest")
    await alex.picks("08:00")
    await alex.taps("button-back")
    await alex.sees("settings-digest", hour="08:00")
    await report(rita, "The lamp is dead")
    assert not await alex.has_read("The lamp is dead")
    await desk.time_comes()
    digest = await alex.sees("digest-unassigned")
    assert "The lamp is dead" in digest.text
    await alex.says("/settings")
    await alex.taps("button-digest")
    await alex.taps("button-digest-none")
    await report(rita, "The sink is full")
    await alex.sees("notice-created", name="Rita")
