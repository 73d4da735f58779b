"""Which group is the staff group."""

import pytest

from bot_service.adapters.inbound.telegram.drawing.texts.catalog import LANGUAGES
from bot_service.application.ports.topics.staff_group import GroupRights
from bot_service.domain.people.person import Role
from bot_testing.member import GROUP, RIGHTS, Member, bot_became
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_an_admin_links_a_group_with_topics_and_ends_it(world: World, ada: Member) -> None:
    await ada.says("/link")
    assert ada.last.text.startswith("✅ This is the staff group now")
    assert "⚠️" not in ada.last.text
    group = await world.groups.linked()
    assert group is not None
    assert (group.chat_id, group.title, group.language) == (GROUP, "Staff", "en")
    await ada.says("/unlink")
    assert ada.last.text.startswith("All right, this is the staff group no longer")
    assert await world.groups.linked() is None
    await ada.says("/unlink")
    assert ada.last.text == "This is not the staff group."


async def test_what_the_bot_lacks_is_said(world: World, ada: Member) -> None:
    world.inspector.rights = GroupRights(is_forum=True, can_manage_topics=False, can_pin_messages=False)
    await ada.says("/link")
    assert "I may not manage topics here" in ada.last.text
    assert "I may not pin messages here" in ada.last.text
    world.inspector.rights = GroupRights(is_forum=False, can_manage_topics=True, can_pin_messages=True)
    await world.groups.unlink(GROUP)
    await ada.says("/link")
    assert ada.last.text.startswith("This group has no topics")
    assert await world.groups.linked() is None


async def test_nobody_else_links(world: World, ada: Member, agent: Member, stranger: Member) -> None:
    await agent.says("/link")
    assert agent.last.text == "Only admins of this desk can do this."
    await stranger.says("/link")
    assert stranger.last.text.startswith("I do not know you yet")
    await ada.says("/link", sender_chat={"id": GROUP, "type": "supergroup", "title": "Staff"})
    assert ada.last.text.startswith("I cannot see who writes this")
    assert await world.groups.linked() is None
    await world.feed(bot_became(world, ada.user, "administrator", *RIGHTS))
    for member, words in ((agent, "Only admins"), (stranger, "I do not know you yet")):
        answer = await member.taps("🔗")
        assert answer.text.startswith(words)
        assert answer.show_alert
    assert await world.groups.linked() is None


async def test_who_adds_the_bot_needs_one_tap(world: World, ada: Member) -> None:
    await world.feed(bot_became(world, ada.user, "administrator", *RIGHTS))
    assert ada.last.text.startswith("👋")
    await ada.taps("🔗")
    assert ada.last.text.startswith("✅ This is the staff group now")
    assert await world.groups.linked() is not None
    count = len(ada.chat)
    await world.feed(
        bot_became(world, ada.user, "administrator", "can_manage_topics", before="administrator")
    )
    assert ada.last.text.startswith("⚠️ I may not pin messages here")
    assert len(ada.chat) == count + 1
    await world.feed(bot_became(world, ada.user, "kicked", before="administrator"))
    assert await world.groups.linked() is None


async def test_the_offices_commands_are_for_private_chats(ada: Member) -> None:
    await ada.says("/setup")
    assert ada.chat == []


@pytest.mark.parametrize(("language", "words"), [("ru", "Теперь это группа"), ("de", "Das ist jetzt die")])
async def test_it_speaks_the_language_of_whoever_linked_it(
    world: World, talker: TalkerFor, language: str, words: str
) -> None:
    admin = talker(51, "Ида", language)
    await admin.says("/start")
    world.users.promote(world.users.named("Ида"), Role.ADMIN)
    member = Member(admin)
    await member.says("/link")
    assert words in member.last.text
    group = await world.groups.linked()
    assert group is not None
    assert group.language == language


async def test_the_group_has_a_menu_for_as_long_as_it_is_the_staffs(world: World, ada: Member) -> None:
    await ada.says("/link")
    assert world.menus[GROUP] == ["reply"]
    menus = [call for call in world.made if call.method == "setMyCommands" and call.chat_id == GROUP]
    assert {call.arguments.get("language_code") for call in menus} == {None, *LANGUAGES}
    assert {call.arguments["scope"]["chat_id"] for call in menus} == {GROUP}
    await ada.says("/unlink")
    gone = [call for call in world.made if call.method == "deleteMyCommands"]
    assert {call.arguments.get("language_code") for call in gone} == {None, *LANGUAGES}


async def test_what_is_open_already_gets_its_topic_when_the_group_is_linked(
    world: World, ada: Member, ann: Talker, agent: Member, bob: Talker
) -> None:
    for what in ("Lamp is out", "Door squeaks"):
        await ann.reports(what)
    await world.news()
    await bob.taps("🙋 Take", bob.card(2))
    await bob.taps("✅ Resolve", bob.card(2))
    await world.news()
    await ann.taps("👍 Confirm")
    await world.news()
    assert not world.group_topics
    await ada.says("/link")
    assert {ticket for _, ticket in world.group_topics} == {1}
    assert "Lamp is out" in agent.card(1).text
    assert agent.card(1).arguments["message_thread_id"] == agent.topic(1).thread
    count = len(agent.chat)
    await ada.says("/link")
    assert len(agent.chat) == count + 1, "what is there already is not said again"
