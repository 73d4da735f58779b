"""Everything that was said on a request, page by page, and everything that came with it."""

from datetime import timedelta

import pytest

from bot_service.application.ports.files.old_files import OldFileState, OldFileView
from bot_service.domain.files.attachment import TelegramKind
from bot_testing.shown import Shown
from bot_testing.talker import Talker, TalkerFor
from bot_testing.world import World


async def all_pages(talker: Talker, card: Shown) -> list[str]:
    """Tap through everything, and back to the first page."""
    await talker.taps("📖 Show all", card)
    shown, pages = talker.last, [talker.last.text]
    while "More ▶️" in shown.buttons:
        await talker.taps("More ▶️", shown)
        pages.append(shown.text)
    for before in reversed(pages[:-1]):
        await talker.taps("◀️ Back", shown)
        assert shown.text == before
    return pages


@pytest.mark.parametrize("character", ["word ", "🔥", "<&"])
async def test_all_that_was_said_can_be_read(world: World, ann: Talker, bob: Talker, character: str) -> None:
    """As tried: a description of 2,930 characters, a reply of 3,851, and more than three replies."""
    description = "Lamp\n" + character * (2_930 // len(character))
    await ann.reports(description)
    await world.news()
    long = "Long: " + character * (3_851 // len(character))
    await bob.answers(bob.card(1), long)
    await bob.taps("✅ Send")
    await world.news()
    notice = ann.last
    for number in range(5):
        await ann.replies(ann.card(1), f"Reply {number}.")
    await world.news()
    pages = await all_pages(ann, ann.card(1))
    said = "".join("".join(page.split("\n\n", maxsplit=1)[1]) for page in pages)
    for text in (description, long):
        assert said.count(character.strip()) >= text.count(character.strip())
    assert said.count("…") == 0
    places = [said.index(f"Reply {number}.") for number in range(5)]
    assert places == sorted(places)
    assert said.index("💬 Ann, Nov 23, 2026, 12:00") < said.index("🛠 Bob, Nov 23") < places[0]
    if character == "🔥":
        assert "📖 Show all" in notice.buttons, "what a notice leaves out is a tap away, too"


async def test_what_shows_all_offers_no_more(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports("Lamp\nIt flickers")
    await world.news()
    for number in range(3):
        await ann.replies(ann.card(1), f"Reply {number}.")
    await world.news()
    assert "📖 Show all" not in ann.card(1).buttons
    assert "📖 Show all" not in bob.card(1).buttons
    await ann.replies(ann.card(1), "Reply 3.")
    await world.news()
    assert "📖 Show all" in ann.card(1).buttons


async def test_photos_of_every_comment_stay_reachable(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    for number in range(25):
        await ann.sends_photo(
            f"P{number}", reply_to_message={**ann.message(text="?")["message"], "message_id": ann.card(1).id}
        )
    for number in range(3):
        await ann.replies(ann.card(1), f"Reply {number}.")
    await world.news()
    assert "📷 Show photos" not in bob.card(1).buttons
    await bob.taps("📖 Show all", bob.card(1))
    count = len(bob.chat)
    await bob.taps("📷 Show photos", bob.last)
    assert "up to number 20" in bob.last.text
    await bob.taps("More ▶️", bob.last)
    media = [each["media"] for shown in bob.chat[count:] for each in shown.arguments.get("media", ())]
    assert sorted(media) == sorted(f"P{number}" for number in range(25))


async def test_whoever_may_not_see_it_reads_nothing(
    world: World, ann: Talker, bob: Talker, gus: Talker
) -> None:
    await ann.reports("Lamp\n" + "x" * 3_000)
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    for data in ("t:a:1::0", "h:1:0", "f:1:0", "t:p:1::0"):
        answer = await gus.taps_data(data, gus.card(1))
        assert "занимается Bob" in answer.text


async def test_pages_that_are_not_there(ann: Talker) -> None:
    await ann.reports("Lamp\n" + "x" * 3_000)
    await ann.taps("📖 Show all", ann.card(1))
    shown, whole = ann.last, ann.last.text
    for page in (99, 2**62):
        await ann.taps_data(f"h:1:{page}", shown)
        assert shown.text == whole
    for data in ("h:1:-1", "f:1:-1", f"f:1:{2**70}"):
        assert "out of date" in (await ann.taps_data(data, shown)).text


async def test_what_was_done_can_be_read_to_its_end(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.taps("🙋 Take", bob.card(1))
    await bob.taps("✅ Resolve", bob.card(1))
    done = "🔥" * 3_900 + " and tested."
    world.tickets.change(1, resolution=done)
    await world.news()
    notice = ann.last
    assert "and tested" not in notice.text
    pages = await all_pages(ann, notice)
    said = "".join("".join(page.split("\n\n", maxsplit=1)[1]) for page in pages)
    assert said.count("🔥") == 3_900
    assert said.endswith("and tested.")


async def moved_in(world: World, ann: Talker, *states: OldFileState) -> None:
    """Ann's request comes from an older system, and these came with it."""
    await ann.reports()
    world.tickets.change(1, origin="oldbot:4711")
    for number, state in enumerate(states, 1):
        world.old_files.add(
            OldFileView(
                name=f"oldFiles/{number}",
                ticket=1,
                telegram_file_id="" if state is OldFileState.GONE else f"tg-{number}",
                telegram_kind=TelegramKind.DOCUMENT,
                file_name="" if state is OldFileState.GONE else f"{number}.pdf",
                size_bytes=None,
                uploader="",
                state=state,
            )
        )
    await world.news()


async def test_a_card_says_what_the_request_was_before_and_what_came_with_it(
    world: World, ann: Talker, gus: Talker
) -> None:
    await moved_in(world, ann, OldFileState.WAITING, OldFileState.MOVED)
    await gus.taps("🙋 Взять", gus.card(1))
    await world.news()
    assert "🗄 Was 4711 in oldbot" in ann.card(1).text
    assert "📎 2 attachments" in ann.card(1).text
    assert "📷 Show photos" in ann.card(1).buttons
    assert "🗄 Прежний номер: 4711 (oldbot)" in gus.card(1).text


async def test_files_that_are_not_here_are_sent_where_they_can_be_and_named(
    world: World, ann: Talker, bob: Talker
) -> None:
    await moved_in(
        world, ann, OldFileState.WAITING, OldFileState.MOVED, OldFileState.TOO_LARGE, OldFileState.GONE
    )
    before = len(world.chats[bob.id])
    await bob.taps("📷 Show photos", bob.card(1))
    *sent, said = list(world.chats[bob.id].values())[before:]
    assert [(each.method, each.arguments["document"]) for each in sent] == [
        ("sendDocument", "tg-1"),
        ("sendDocument", "tg-3"),
    ]
    assert said.text.splitlines() == [
        "“1.pdf” is only in Telegram for now; it is still being moved here.",
        "“3.pdf” is only in Telegram: larger than 20 MB.",
        "“File 4” is gone: Telegram does not hand it out to this bot.",
    ]


async def test_of_many_files_that_are_not_here_all_can_be_had(
    world: World, ann: Talker, bob: Talker, talker: TalkerFor
) -> None:
    await moved_in(world, ann, *[OldFileState.WAITING] * 41)

    def shown(since: int) -> list[str]:
        sent = [each for each in list(world.chats[bob.id].values())[since:] if each.method == "sendDocument"]
        return [each.arguments["document"] for each in sent]

    await bob.taps("📷 Show photos", bob.card(1))
    for first, last in ((1, 20), (21, 40), (41, 41)):
        assert shown(-(last - first + 2)) == [f"tg-{number}" for number in range(first, last + 1)]
        assert bob.last.text.splitlines()[0].startswith(f"“{first}.pdf”")
        more = bob.last.buttons.get("More ▶️")
        assert (more is None) == (last == 41)
        if more is not None:
            await bob.taps_data(more, bob.last)
    assert (await bob.taps_data("w:o:1:60", bob.last)).show_alert
    fay = talker(30, "Fay")
    await fay.says("/start")
    world.tickets.followers[1] = {world.users.named("Fay")}
    assert (await fay.taps_data("w:o:1:0", fay.last)).show_alert, "who only follows it"
    assert [each for each in fay.chat if each.method == "sendDocument"] == []


async def test_by_when_it_is_due(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    due = world.now + timedelta(hours=2)
    world.tickets.change(1, next_due=due)
    for talker, asked in ((ann, "#1"), (bob, "/ticket 1")):
        await talker.says(asked)
        sent, said = (line for line in talker.last.text.split("\n") if line.startswith(("Sent", "⏰")))
        assert sent.startswith("Sent: ")
        assert said.startswith("⏰ Due: ")
        assert f"{due:%b} {due.day}, {due.year}" in said
    world.tickets.change(1, next_due=None)
    await bob.says("/ticket 1")
    assert "Due" not in bob.last.text
