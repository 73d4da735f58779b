"""/start, /help and /id."""

from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def test_people_are_told_their_id_as_digits_to_copy(talker: TalkerFor) -> None:
    rita, ivan = talker(5_000_000_101, "Rita"), talker(5_000_000_103, "Иван", "ru")
    await rita.says("/id")
    assert rita.last.arguments["text"].startswith("Your Telegram id is <code>5000000101</code>.")
    await ivan.says("/id@whatever_bot")
    assert ivan.last.arguments["text"].startswith("Ваш Telegram ID: <code>5000000103</code>.")


async def test_help_names_the_command(ann: Talker) -> None:
    await ann.says("/help")
    assert "/id – your Telegram id" in ann.last.text


async def test_who_becomes_staff_gets_the_menu_with_the_next_help(world: World, ann: Talker) -> None:
    await ann.says("/help")
    assert world.menus == {}
    world.users.appoint(ann.id)
    await ann.says("/help")
    assert "/queue" in ann.last.text
    assert "queue" in world.menus[ann.id]
