"""Links that start the bot: invites, and what is none."""

import pytest

from bot_service.domain.people.person import Role
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World

CODE = "aBcdEfgh0123_-aBcdEfgh0123_-aBcd"


async def test_an_invite_makes_its_bearer_staff_at_once(world: World, ann: Talker) -> None:
    world.users.offer(CODE, Role.ADMIN)
    await ann.says(f"/start inv_{CODE}")
    assert ann.last.text.startswith("✅ You are an admin of this desk now.")
    assert "/queue" in ann.last.text
    assert "queue" in world.menus[ann.id]
    await ann.says("/queue")
    assert "Only staff" not in ann.last.text


async def test_an_invite_serves_one_person(world: World, ann: Talker, talker: TalkerFor) -> None:
    world.users.offer(CODE, Role.AGENT)
    ivan = talker(5_000_000_103, "Иван", "ru")
    await ivan.says(f"/start inv_{CODE}")
    assert ivan.last.text.startswith("✅ Теперь вы работаете с заявками этой службы.")
    await ann.says(f"/start inv_{CODE}")
    assert ann.last.text.startswith("This link does not work, or no longer does.")
    assert "/queue" not in ann.last.text


async def test_somebody_who_was_imported_says_who_they_are(
    world: World, ann: Talker, talker: TalkerFor
) -> None:
    world.users.offer(CODE, Role.USER)
    ivan = talker(5_000_000_103, "Иван", "ru")
    await ivan.says(f"/start inv_{CODE}")
    assert ivan.last.text.startswith("✅ Узнали вас: заявки, оставленные за вас, теперь ваши.")
    await ann.says(f"/start inv_{CODE}")
    assert ann.last.text.startswith("This link does not work, or no longer does.")


async def test_an_invite_that_is_no_raise_is_left_to_others(
    world: World, ann: Talker, talker: TalkerFor
) -> None:
    world.users.offer(CODE, Role.AGENT)
    await ann.says("/start")
    world.users.appoint(ann.id)
    await ann.says(f"/start inv_{CODE}")
    assert ann.last.text.startswith("This invitation would give you no more than you have already.")
    ivan = talker(5_000_000_103, "Ivan")
    await ivan.says(f"/start inv_{CODE}")
    assert ivan.last.text.startswith("✅ You work on the requests of this desk now.")


async def test_auditors_stay_what_they_are(world: World, ann: Talker) -> None:
    world.users.offer(CODE, Role.ADMIN)
    await ann.says("/start")
    (user,) = [user for user in world.users._users.values() if user.telegram_id == ann.id]
    world.users.promote(user.name, Role.AUDITOR)
    await ann.says(f"/start inv_{CODE}")
    assert ann.last.text.startswith("This invitation would give you no more than you have already.")


async def test_an_invite_that_is_redeemed_anew_says_what_is_true(world: World, ann: Talker) -> None:
    """As after a crash: the service knows it is done, and the person has the role already."""
    world.users.offer(CODE, Role.AGENT)
    update = ann.message(text=f"/start inv_{CODE}")
    await world.feed(update)
    await world.feed(update)
    assert ann.last.text.startswith("✅ Done: you are staff of this desk")


@pytest.mark.parametrize("payload", ["inv_", "inv_four%words", "inv_nothing", "ref_HQ", "invite"])
async def test_other_links_do_nothing_but_are_answered(ann: Talker, payload: str) -> None:
    await ann.says(f"/start {payload}")
    assert ann.last.text.startswith("This link does not work, or no longer does.")
    assert "Hello" in ann.last.text
