"""Cards and their buttons."""

from datetime import timedelta

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_the_slower_agent_hears_that_it_is_taken(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    assert "Новая заявка. Автор: Ann" in gus.card(1).text
    await bob.taps("🙋 Take", bob.card(1))
    answer = await gus.taps("🙋 Взять", gus.card(1))
    assert answer.text == "Заявку уже взял другой сотрудник."
    assert answer.show_alert
    assert "Исполнитель: Bob" in gus.card(1).text
    assert not gus.card(1).buttons


async def test_cards_of_colleagues_lose_their_buttons_when_it_is_taken(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports()
    await world.news()
    count = len(gus.chat)
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    assert "Исполнитель: Bob" in gus.card(1).text
    assert not gus.card(1).buttons
    assert len(gus.chat) == count
    assert set(bob.card(1).buttons) == {"✅ Resolve", "✍️ Reply to reporter", "More…"}
    assert set(ann.card(1).buttons) == {"💬 Comment", "🗑 Cancel request"}


async def test_buttons_of_old_messages_tell_how_it_stands(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    notice = bob.card(1)
    take = notice.buttons["🙋 Take"]
    await bob.taps("🙋 Take", notice)
    await world.news()
    resolve = bob.card(1).buttons["✅ Resolve"]
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    resolved = ann.last
    for data in (take, resolve):
        answer = await bob.taps_data(data, notice)
        assert "changed" in answer.text
        assert "Resolved" in notice.text
    await ann.taps("👍 Confirm", resolved)
    confirm = "t:c:1:1:0"
    answer = await ann.taps_data(confirm, resolved)
    assert "changed" in answer.text
    await ann.taps("3 ★", resolved)
    world.now += timedelta(days=2)
    answer = await ann.taps_data("t:s:1::5", resolved)
    assert "rated it already" in answer.text
    await world.news()
    assert "★★★☆☆" in ann.card(1).text
    assert resolved.buttons == {}


async def test_a_rating_before_the_confirmation(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    notice = ann.last
    await ann.taps("1 ★", notice)
    await world.news()
    await ann.taps("👍 Confirm", notice)
    assert "👍 Confirm" not in notice.buttons
    await world.news()
    assert "Closed" in ann.card(1).text
    await world.news()
    assert ["rated" in shown.text or "confirmed" in shown.text for shown in bob.chat[-2:]] == [True, True]


async def test_foreign_buttons_do_nothing(world: World, ann: Talker, bob: Talker, talker: TalkerFor) -> None:
    await ann.reports()
    await world.news()
    eve = talker(8, "Eve")
    await eve.says("Hello")
    for action, extra in (("o", ""), ("t", ""), ("r", ""), ("c", ""), ("s", ""), ("w", ""), ("p", "")):
        answer = await eve.taps_data(f"t:{action}:1:{extra}:5", eve.last)
        assert "not yours to see" in answer.text
    answer = await ann.taps_data("t:t:1::0", ann.card(1))
    assert "role" in answer.text
    assert world.tickets.tickets[1].assignee == ""
    answer = await bob.taps_data("t:t:4711::0", bob.last)
    assert "does not exist" in answer.text


async def test_nothing_to_show(world: World, ann: Talker) -> None:
    await ann.reports()
    await world.news()
    answer = await ann.taps_data("t:p:1::0", ann.card(1))
    assert "nothing here" in answer.text


async def test_a_card_offers_what_its_readers_may_do(
    world: World, ann: Talker, bob: Talker, gus: Talker, talker: TalkerFor
) -> None:
    eve = talker(22, "Eve")
    await eve.says("/start")
    world.users.promote("users/3", Role.DISPATCHER)
    assert world.users.known("users/3").display_name == "Eve"
    await ann.reports()
    await world.news()
    labels = ["🙋 Take", "✅ Resolve", "✍️ Reply to reporter", "More…"]
    assert [list(agent.card(1).buttons) for agent in (bob, eve)] == [labels, labels]
    assert list(ann.card(1).buttons) == ["💬 Comment", "✏️ Correct", "🗑 Cancel request"]
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    # An agent sees who has it, a dispatcher may do any work.
    assert gus.card(1).buttons == {}
    assert list(eve.card(1).buttons) == ["✅ Resolve", "✍️ Reply to reporter", "More…"]
    await eve.taps("✅ Resolve", eve.card(1))
    await world.news()
    assert "Resolved" in ann.card(1).text
    assert next(iter(ann.last.buttons)).startswith("👍")


async def test_an_auditor_looks_and_does_nothing(world: World, ann: Talker, talker: TalkerFor) -> None:
    await ann.reports()
    await world.news()
    eve = talker(22, "Eve")
    await eve.says("/start")
    assert "/queue" not in eve.last.text
    world.users.promote("users/2", Role.AUDITOR)
    await eve.says("/queue")
    await eve.taps("#1")
    assert "Lamp" in eve.card(1).text
    assert eve.card(1).buttons == {}
    answer = await eve.taps_data(ann.card(1).buttons["💬 Comment"], eve.card(1))
    assert "Your role does not" in answer.text
