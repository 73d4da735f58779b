"""The same done to several requests, and the same told to many people, in every language."""

from collections.abc import Sequence

from .conftest import NewTalker
from .desk import LocalDesk
from .people import Talker
from .requests import report


async def chooses_all(agent: Talker) -> None:
    await agent.says("/queue")
    await agent.taps("button-bulk")
    await agent.sees("bulk-choose", count=0)
    await agent.taps("button-bulk-all")


async def test_several_are_taken_and_before_that_everything_can_be_undone(
    desk: LocalDesk, rita: Talker, alex: Talker
) -> None:
    for what in ("The lamp is dead", "The sink is full"):
        await report(rita, what)
    await chooses_all(alex)
    await alex.taps("button-take")
    preview = await alex.sees("bulk-take", count=2)
    assert "The sink is full" in preview.text
    await alex.taps("button-bulk-run", count=2)
    await alex.sees("bulk-held")
    await alex.taps("button-bulk-stop")
    await alex.sees("bulk-stopped")
    await desk.time_comes()
    await alex.says("/queue")
    await alex.reads("The sink is full")

    await chooses_all(alex)
    await alex.taps("button-take")
    await alex.taps("button-bulk-run", count=2)
    held = await alex.sees("bulk-held")
    await rita.says("/my")
    await rita.sees("state-open")
    await desk.time_comes()
    await alex.sees("bulk-done-take", count=2)
    await rita.sees("notice-taken", number="1", assignee="Alex")
    await rita.sees("notice-taken", number="2", assignee="Alex")
    await alex.taps("button-bulk-stop", on=held, late=True)
    await alex.is_told("bulk-too-late")


async def test_a_dispatcher_gives_several_away_and_resolves_them_with_a_word(
    desk: LocalDesk, rita: Talker, alex: Talker, dora: Talker
) -> None:
    first, second = await report(rita, "The lamp is dead"), await report(rita, "The sink is full")
    await chooses_all(dora)
    await dora.taps("button-bulk-none")
    await dora.picks(f"#{first}")
    await dora.taps("button-assign")
    await dora.taps("button-colleague", name="Alex")
    await dora.sees("bulk-assign", count=1, name="Alex")
    await dora.taps("button-bulk-run", count=1)
    await desk.time_comes()
    await alex.sees("notice-assigned", number=str(first), name="Dora")
    await dora.says("/queue")
    await dora.taps("button-queue-all")
    await dora.taps("button-bulk")
    await dora.taps("button-bulk-all")
    await dora.taps("button-resolve")
    await dora.says("All of it was the fuse")
    await dora.sees("bulk-resolve", count=2)
    await dora.taps("button-bulk-run", count=2)
    await desk.time_comes()
    for number in (first, second):
        await rita.sees("notice-resolved-so", number=str(number), text="All of it was the fuse")


async def announces(admin: Talker, words: str, audience: str, *, urgent: bool = False) -> None:
    await admin.says("/broadcast")
    await admin.sees("broadcast-ask")
    await admin.says(words)
    await admin.sees("broadcast-ask-audience")
    await admin.taps(audience)
    if urgent:
        await admin.taps("button-broadcast-urgent")
        await admin.sees("broadcast-is-urgent")
    await admin.taps("button-broadcast-send")


async def has_read(words: str, talkers: Sequence[Talker]) -> list[str]:
    return [each.name for each in talkers if await each.has_read(words)]


async def test_everybody_is_told_but_who_wants_no_announcements(
    ada: Talker, alex: Talker, rita: Talker
) -> None:
    others = (alex, rita)
    await announces(ada, "No water from 2 to 4", "button-audience-all")
    await ada.sees("broadcast-done", count=3)
    told = await rita.sees("announcement")
    assert "No water from 2 to 4" in told.text
    await rita.taps("button-announcements-stop", on=told)
    await rita.is_told("announcements-off")
    await announces(ada, "There is cake", "button-audience-all")
    await ada.sees("broadcast-done", count=2)
    await ada.sees("broadcast-declined", count=1)
    assert await has_read("There is cake", others) == ["Alex"]
    await announces(ada, "Fire drill at noon", "button-audience-all", urgent=True)
    assert await has_read("Fire drill at noon", others) == ["Alex", "Rita"]
    await rita.sees("announcement-urgent")


async def test_staff_or_who_waits_for_something_is_told(
    ada: Talker, alex: Talker, rita: Talker, new_talker: NewTalker
) -> None:
    fred = await new_talker("Fred")
    await report(rita, "The lamp is dead")
    others = (alex, rita, fred)
    await announces(ada, "Staff meeting at nine", "button-audience-staff")
    assert await has_read("Staff meeting at nine", others) == ["Alex"]
    await announces(ada, "The electrician comes tomorrow", "button-audience-open")
    assert await has_read("The electrician comes tomorrow", others) == ["Rita"]


async def test_an_announcement_is_dropped(ada: Talker, rita: Talker) -> None:
    await ada.says("/broadcast")
    await ada.says("No water today")
    await ada.taps("button-broadcast-drop")
    await ada.sees("broadcast-dropped")
    assert not await rita.has_read("No water today")
