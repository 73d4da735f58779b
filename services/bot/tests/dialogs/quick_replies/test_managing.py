"""/replies: one's own, and for admins those of the desk."""

from bot_service.domain.people.person import Role
from bot_service.domain.quick_replies.quick_reply import DESKS, MOST_OWN
from bot_testing.talker import Talker
from bot_testing.world import World


async def test_one_is_made_changed_and_deleted(world: World, bob: Talker) -> None:
    await bob.says("/replies")
    assert "There are none yet." in bob.last.text
    assert "➕ For everybody" not in bob.last.buttons
    await bob.taps("➕ New")
    assert "{reporter}, {number}, {title}, {place}, {agent}, {due}" in bob.last.text
    for wrong, said in (
        ("On it", "name in the first line"),
        ("\u200b\nOn it", "name in the first line"),
        ("x" * 33 + "\nOn it", "up to 32"),
        ("On it\n" + "x" * 1_001, "up to 1,000"),
        ("On it\nDear {repoter}", "I do not know what to fill in for “repoter”. These I know: {reporter},"),
    ):
        await bob.says(wrong)
        assert said in bob.last.text
    await bob.says("On it\n\nDear {Имя}, <b> I look at #{ number } { by now.")
    own = world.users.named("Bob")
    (kept,) = await world.desk.quick_replies.of(own)
    assert (kept.title, kept.words) == ("On it", "Dear {reporter}, <b> I look at #{number} { by now.")
    await bob.taps("⚡ On it")
    assert bob.last.text.endswith("Dear {reporter}, <b> I look at #{number} { by now.")
    await bob.taps("✏️ Change")
    assert "So far:\nOn it\nDear {reporter}" in bob.last.text
    await bob.says("At once\n{me} will come")
    (kept,) = await world.desk.quick_replies.of(own)
    assert (kept.title, kept.words) == ("At once", "{agent} will come")
    await bob.taps("⚡ At once")
    await bob.taps("🗑 Delete")
    assert bob.last.text == "Delete “At once”?"
    await bob.taps("🗑 Delete")
    assert list(await world.desk.quick_replies.of(own)) == []
    assert "There are none yet." in bob.last.text


async def test_where_a_link_leads_is_kept(world: World, bob: Talker) -> None:
    await bob.says("/replies")
    await bob.taps("➕ New")
    link = {"type": "text_link", "offset": 10, "length": 5, "url": "https://example.com/guide"}
    await bob.says("Guide\nSee guide", entities=[{**link, "offset": 10}])
    (kept,) = await world.desk.quick_replies.of(world.users.named("Bob"))
    assert kept.words == "See guide (https://example.com/guide)"


async def test_the_desks_are_the_admins(world: World, bob: Talker, gus: Talker) -> None:
    world.users.promote(world.users.named("Bob"), Role.ADMIN)
    await bob.says("/replies")
    await bob.taps("➕ For everybody")
    await bob.says("Закрыто\nЗаявка {номер}: {срок}")
    (kept,) = await world.desk.quick_replies.of(DESKS)
    assert kept.words == "Заявка {number}: {due}"
    await gus.says("/replies")
    await gus.taps("🏢 Закрыто")
    assert gus.last.text == "🏢 Закрыто\n\nЗаявка {номер}: {срок}"
    assert list(gus.last.buttons) == ["⬅️ Назад"]
    for action in "cdD":
        assert (await gus.taps_data(f"Q:{action}:{kept.id}:0", gus.last)).show_alert
    assert (await gus.taps_data("Q:A:0:0", gus.last)).show_alert
    await bob.taps("🏢 Закрыто")
    await bob.taps("✏️ Change")
    world.users.promote(world.users.named("Bob"), Role.AGENT)
    await bob.says("Открыто\nДа")
    assert bob.last.text == "Your role does not allow this."
    assert await world.desk.quick_replies.of(DESKS) == [kept]


async def test_others_neither_see_nor_open_mine(world: World, ann: Talker, bob: Talker, gus: Talker) -> None:
    assert bob.chat
    kept = await world.desk.quick_replies.save(world.users.named("Bob"), "On it", "On it")
    await gus.says("/replies")
    assert "⚡ On it" not in gus.last.buttons
    for action in "ocdD":
        assert (await gus.taps_data(f"Q:{action}:{kept.id}:0", gus.last)).show_alert
    assert await world.desk.quick_replies.get(kept.id) == kept
    await ann.says("/replies")
    assert ann.last.text == "Your role does not allow this."
    assert (await ann.taps_data("Q:l:0:0", ann.last)).show_alert


async def test_there_is_an_end(world: World, bob: Talker) -> None:
    own = world.users.named("Bob")
    for n in range(MOST_OWN):
        await world.desk.quick_replies.save(own, f"No. {n}", "Well")
    await bob.says("/replies")
    await bob.taps("➕ New")
    await bob.says("One more\nWell")
    assert "There are 20 already" in bob.chat[-2].text
    assert len(await world.desk.quick_replies.of(own)) == MOST_OWN


async def test_it_can_be_left(world: World, bob: Talker) -> None:
    await bob.says("/replies")
    await bob.taps("➕ New")
    await bob.taps("✖️ Cancel")
    await bob.says("On it\nOn it")
    await bob.says("/replies")
    await bob.taps("➕ New")
    await bob.says("/cancel")
    assert bob.last.text.startswith("Nothing was changed.")
    await bob.says("On it\nOn it")
    assert list(await world.desk.quick_replies.of(world.users.named("Bob"))) == []
