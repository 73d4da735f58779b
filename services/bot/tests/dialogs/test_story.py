"""The whole story, from a picture to five stars."""

from hashlib import sha256

from bot_testing.talker import Talker
from bot_testing.world import World

JPEG = b"\xff\xd8\xff\xe0 a real picture, near enough"


async def test_from_a_picture_to_five_stars(world: World, ann: Talker, bob: Talker) -> None:
    await ann.sends_photo("jpeg-1", JPEG, caption="Printer <jams> & smokes")
    assert "Printer <jams> & smokes" in ann.last.text
    await ann.taps("📝 New request")
    await ann.says("Building 2, room 214")
    await ann.taps("🟠 High")
    assert "Printer <jams> & smokes" in ann.last.text
    assert "Building 2, room 214" in ann.last.text
    await ann.taps("✅ Send")
    assert "Request #1 is sent" in ann.card(1).text

    await world.news()
    assert "New request from Ann" in bob.last.text
    await bob.says("/queue")
    await bob.taps("#1")
    await bob.taps("🙋 Take")
    await world.news()
    assert "In progress" in ann.card(1).text
    assert "Bob" in ann.card(1).text

    await bob.taps("✍️ Reply", bob.card(1))
    await bob.says("Which floor?")
    assert "will read" in bob.last.text
    await bob.taps("✅ Send")
    await world.news()
    assert "Which floor?" in ann.card(1).text
    assert "Which floor?" in ann.last.text

    count = len(ann.chat)
    update = await ann.replies(ann.last, "The second")
    assert (ann.liked, len(ann.chat)) == ([update + 1], count), "a thumb up, and no message"
    await world.news()
    assert "The second" in bob.last.text

    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert "is resolved" in ann.last.text
    notice = ann.last
    answer = await ann.taps("👍 Confirm", notice)
    assert answer.text == "Thank you! The request is closed."
    await world.news()
    await ann.taps("5 ★", notice)
    await world.news()
    assert "★★★★★" in ann.card(1).text
    assert "Closed" in ann.card(1).text
    assert "★★★★★" in bob.last.text

    (file,) = await world.files.list(1, limit=10)
    assert file.sha256 == sha256(JPEG).hexdigest()
    assert file.telegram_file_id == "jpeg-1"


async def test_nobody_hears_twice_or_of_themselves(world: World, ann: Talker, bob: Talker) -> None:
    await ann.says("Lamp is broken")
    await ann.taps("📝 New request")
    await ann.taps("Skip")
    await ann.taps("🟡 Normal")
    await ann.taps("✅ Send")
    before = len(ann.chat), len(bob.chat)
    await world.news()
    assert (len(ann.chat), len(bob.chat)) == (before[0], before[1] + 1)

    await bob.taps("🙋 Take", bob.card(1))
    before = len(ann.chat) + 1, len(bob.chat)
    await world.news()
    assert (len(ann.chat), len(bob.chat)) == before
    assert "Bob is taking care of your request #1" in ann.last.text

    await bob.taps("✅ Resolve", bob.card(1))
    await world.news()
    assert (len(ann.chat), len(bob.chat)) == (before[0] + 1, before[1])
