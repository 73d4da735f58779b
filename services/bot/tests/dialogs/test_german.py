"""A language that is nothing but a folder of texts: the story in German, from the first word to the stars."""

import pytest

from bot_service.adapters.inbound.telegram.dialogs.office.places.files import table_words
from bot_service.domain.places.location_table import read_table
from bot_testing.talker import TalkerFor
from bot_testing.world import AGENTS, World


async def test_a_request_in_german(world: World, talker: TalkerFor) -> None:
    eva, uwe = talker(7, "Eva", "de"), talker(AGENTS[0], "Uwe", "de-AT")
    await uwe.says("/start")
    assert world.descriptions[uwe.id]["queue"] == "Meldungen, um die sich jemand kümmern muss"
    await eva.says("/new Die Lampe im Flur ist kaputt")
    await eva.taps("Überspringen")
    await eva.says("eilt nicht")
    assert "Dringlichkeit: 🟢 Kann warten" in eva.last.text
    await eva.taps("✅ Senden")
    await world.news()
    assert "Neue Meldung von Eva" in uwe.card(1).text
    assert "23.11.2026, 12:00" in uwe.card(1).text
    await uwe.taps("🙋 Übernehmen", uwe.card(1))
    await world.news()
    assert "Uwe kümmert sich um Ihre Meldung #1" in eva.last.text
    await uwe.taps("✅ Erledigt", uwe.card(1))
    await world.news()
    await eva.taps("5 ★", eva.last)
    await world.news()
    assert "Eva hat #1" in uwe.last.text


async def test_everybody_hears_of_it_in_their_own_language(world: World, talker: TalkerFor) -> None:
    ira, uwe, bob = talker(7, "Ира", "ru"), talker(AGENTS[0], "Uwe", "de"), talker(AGENTS[1], "Bob", "en")
    for one in (uwe, bob):
        await one.says("/start")
    await ira.says("/new Лампа")
    await ira.taps("Пропустить")
    await ira.taps("🟡 Обычная")
    await ira.taps("✅ Отправить")
    await world.news()
    assert "Neue Meldung von Ира" in uwe.card(1).text
    assert "New request from Ира" in bob.card(1).text


@pytest.mark.parametrize("archived", ["ja", "yes", "да", "x"])
def test_a_table_in_german(archived: str) -> None:
    table = f"Code;Name;Art;In;Archiviert\nHQ;Zentrale;Gebäude;;\nHQ-1;Küche;Raum;HQ;{archived}\n"
    building, room = read_table(table.encode(), table_words())
    assert (building.kind, room.kind, room.parent) == ("building", "room", "HQ")
    assert (building.archived, room.archived) == (False, True)
    assert building.fault is room.fault is None
