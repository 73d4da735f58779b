"""An ordinary group on a running desk: requests of what people write there."""

from typing import Final

import pytest

from fixline_local.demo.expectations import has_text
from fixline_local.demo.photo import broken_lamp
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.client_messages import File
from fixline_local.telegram.people import ALEX

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("desk")]

RECEIPT: Final = "– request of"


async def test_a_message_of_a_group_becomes_a_request(people: TelegramPeople) -> None:
    alex = people.person(ALEX)
    await alex.start()
    private = await people.create_person("Gerda")
    group = await people.create_group("Second floor", [ALEX, private.id], basic=True)
    gerda, staff = (people.person(each, chat_id=group) for each in (private.id, ALEX))

    said = await gerda.send_text("The lamp over the stairs is broken")
    asked = await staff.reply(said, "/new")
    receipt = await gerda.wait_for(has_text(RECEIPT), PATIENCE_SECONDS, after=asked)
    assert receipt.reply_to == said.id
    assert "The lamp over the stairs is broken" in receipt.text
    assert "Gerda, open me in private" in receipt.text
    (link,) = [button.url for row in receipt.buttons for button in row]

    started = await private.start(link.partition("?start=")[2])
    card = await private.wait_for(has_text("The lamp over the stairs"), PATIENCE_SECONDS, after=started)
    assert any("Correct" in text for text in card.button_texts), "here they say where it is"

    asked = await gerda.reply(said, "/new")
    again = await gerda.wait_for(has_text("already"), PATIENCE_SECONDS, after=asked)
    assert again.reply_to == asked.id

    parts = [File(f"{number}.jpg", "image/jpeg", broken_lamp(90 + number)) for number in range(2)]
    album = await gerda.send_album(parts, "Broken, from both sides")
    asked = await gerda.reply(album[0], "/new")
    receipt = await gerda.wait_for(has_text("Broken, from both sides"), PATIENCE_SECONDS, after=asked)
    assert "open me" not in receipt.text, "they have"

    hidden = await staff.send_text("/new The door squeaks", anonymous=True)
    told = await gerda.wait_for(has_text("switch anonymity off"), PATIENCE_SECONDS, after=hidden)
    assert told.reply_to == hidden.id
