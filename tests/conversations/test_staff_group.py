"""What happens in the group of staff, with a topic for each request, in every language."""

from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from fixline_local.telegram.members import STAFF_GROUP_RIGHTS

from .conftest import SCOPE, NewGroup
from .people import Talker
from .requests import report


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    ada: Talker
    alex: Talker

    async def topics(self) -> list[dict[str, Any]]:
        return await self.ada.client.topics()

    async def topic(self) -> int:
        """Return the only one."""
        (topic,) = await self.topics()
        return int(topic["id"])


@pytest_asyncio.fixture(loop_scope=SCOPE)
async def group(ada: Talker, alex: Talker, new_group: NewGroup) -> Group:
    """The staff group: Ada has linked it, Alex is in it."""
    there = await new_group("Desk", ada, alex, forum=True, rights=STAFF_GROUP_RIGHTS)
    group = Group(ada=there[0], alex=there[1])
    await group.ada.sees("group-offer")
    await group.ada.taps("button-group-link")
    await group.ada.sees("group-linked")
    return group


async def test_what_is_written_in_a_topic_is_a_note(group: Group, alex: Talker, rita: Talker) -> None:
    await report(rita, "The lamp is dead")
    (topic,) = await group.topics()
    assert topic["name"] == "#1 The lamp is dead"
    said = await group.alex.says("Bulb E27 is in the cellar", topic=await group.topic())
    assert (await group.alex.now(said)).reactions == ("✍",)
    await alex.says("/ticket 1")
    await alex.taps("button-more")
    await alex.taps("button-show-all")
    await alex.reads("Bulb E27 is in the cellar")
    await rita.says("/search cellar")
    assert not await rita.has_read("E27")


async def test_what_is_for_the_reporter_goes_out_and_that_is_said(group: Group, rita: Talker) -> None:
    await report(rita, "The lamp is dead")
    topic = await group.topic()
    await group.alex.says("/reply", topic=topic)
    await group.alex.sees("group-reply-empty")
    await group.alex.says("/reply We come at three", topic=topic)
    await group.alex.sees("group-sent", name="Rita")
    heard = await rita.sees("notice-answer", text="We come at three")
    await rita.says("Better at four", to=heard)
    copied = await group.alex.sees("group-said", name="Rita", text="Better at four")
    await group.alex.says("All right, four", to=copied)
    await group.alex.sees("group-sent", name="Rita")
    await rita.sees("notice-answer", text="All right, four")


async def test_each_is_offered_what_they_may_do_and_nobody_else_sees_that(group: Group, rita: Talker) -> None:
    await report(rita, "The lamp is dead")
    (before,) = await group.topics()
    await group.alex.taps("button-more")
    offered = await group.alex.sees("group-only-you")
    assert not await group.ada.has_read(offered.text)
    await group.alex.taps("button-take", on=offered)
    await group.alex.is_told("toast-taken")
    await rita.sees("notice-taken", number="1", assignee="Alex")
    assert not await group.alex.has_read(offered.text)
    (after,) = await group.topics()
    assert (after["id"], after["icon"] != before["icon"]) == (before["id"], True)
    await group.alex.taps("button-more")
    await group.alex.taps("button-resolve")
    await rita.sees("notice-resolved", number="1")
    await rita.taps("button-confirm")
    (closed,) = await group.topics()
    assert closed["closed"]


async def test_who_is_no_staff_does_nothing_there(
    ada: Talker, alex: Talker, rita: Talker, new_group: NewGroup
) -> None:
    there = await new_group("Desk", ada, alex, rita, forum=True, rights=STAFF_GROUP_RIGHTS)
    await there[0].says("/link")
    await report(rita, "The lamp is dead")
    stranger = there[2]
    await stranger.taps("button-take")
    await stranger.is_told("group-staff-only")
    (topic,) = await stranger.client.topics()
    await stranger.says("I am in a hurry", topic=topic["id"])
    await stranger.sees("group-staff-only")
    await stranger.says("/unlink")
    await stranger.sees("admins-only")
    await alex.says("/ticket 1")
    await alex.sees("state-open")
    assert not await alex.has_read("hurry")


async def test_a_topic_that_was_deleted_is_made_again(group: Group, alex: Talker, rita: Talker) -> None:
    await report(rita, "The lamp is dead")
    first = await group.topic()
    await group.ada.client.delete_topic(first)
    await alex.taps("button-take")
    assert await group.topic() != first
    await group.ada.reads("The lamp is dead")


async def test_it_is_the_staff_group_no_longer(group: Group, rita: Talker) -> None:
    await group.ada.says("/unlink")
    await group.ada.sees("group-unlinked")
    await report(rita, "The lamp is dead")
    assert not await group.topics()
