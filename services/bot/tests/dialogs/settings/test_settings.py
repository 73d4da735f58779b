"""/settings, and what they change: the language, and the zone of times where an app does not show its own."""

from datetime import UTC, datetime

import pytest

from bot_service.adapters.inbound.telegram.dialogs.settings.settings import ZONES, zone_called
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import texts_in
from bot_testing.talker import Talker
from bot_testing.world import World

TIME = datetime(2026, 11, 30, 14, 5, tzinfo=UTC)


async def test_a_zone_is_chosen_or_written(world: World, ann: Talker) -> None:
    await ann.says("/settings")
    shown = ann.last
    assert "Time zone: UTC; it is 12:00 there" in shown.text
    await ann.taps("Moscow", shown)
    assert "Time zone: Europe/Moscow; it is 15:00 there" in shown.text
    assert "✓ Moscow" in shown.buttons
    await ann.reports()
    assert "Sent: Nov 23, 2026, 3:00\u202fPM" in ann.card(1).text
    for written in ("Asia/Almaty", "almaty", "asia/almaty"):
        await ann.says(f"/settings {written}")
        assert "Time zone: Asia/Almaty" in ann.last.text
    assert world.users.known("users/1").time_zone == "Asia/Almaty"
    for nonsense in ("Mars", "localtime", "Factory", "../etc", "x" * 300):
        await ann.says(f"/settings {nonsense}")
        assert "do not know this time zone" in ann.last.text
    for data in ("g:z:Europe/Nowhere", "g:l:xx", "g:z", "g:?:en"):
        assert "out of date" in (await ann.taps_data(data, shown)).text


async def test_a_language_is_chosen(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await ann.says("/settings")
    await ann.taps("Русский", ann.last)
    assert "Язык: русский" in ann.last.text
    assert next(iter(ann.last.buttons)) == "Deutsch", "languages are in the order of their own names"
    assert list(ann.last.buttons)[1:3] == ["English", "✓ Русский"]
    assert world.descriptions[ann.id]["new"] == "Сообщить о проблеме", "the menu of commands speaks it, too"
    assert "✓ Русский" in ann.last.buttons
    await bob.taps("🙋 Take", bob.card(1))
    await world.news()
    assert "В работе" in ann.card(1).text, "what is told of requests, too, and before the next message"
    await ann.says("/help")
    assert "мои заявки" in ann.last.text


async def test_the_desk_has_a_zone_of_its_own(world: World, ann: Talker) -> None:
    object.__setattr__(world.desk, "zone", "Europe/Berlin")
    await ann.reports()
    assert "1:00\u202fPM" in ann.card(1).text
    await ann.says("/settings")
    assert "✓ Berlin" in ann.last.buttons


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "UTC", 'Sent: <tg-time unix="1796047500" format="Dt">Nov 30, 2026, 2:05\u202fPM</tg-time>'),
        (
            "ru",
            "Europe/Moscow",
            'Отправлена: <tg-time unix="1796047500" format="Dt">30 нояб. 2026\u202fг., 17:05</tg-time>',
        ),
        (
            "en",
            "No/Where",
            'Sent: <tg-time unix="1796047500" format="Dt">Nov 30, 2026, 2:05\u202fPM</tg-time>',
        ),
    ],
)
def test_a_time_is_everybodys_own(language: str, zone: str, expected: str) -> None:
    assert texts_in(language).in_zone(zone)("card-created", time=TIME) == expected
    plain = texts_in(language).in_zone(zone).plain("card-created", time=TIME)
    assert plain == expected.replace("</tg-time>", "").replace('<tg-time unix="1796047500" format="Dt">', "")


def test_every_zone_on_offer_exists() -> None:
    assert [zone_called(zone) for zone in ZONES] == list(ZONES)
