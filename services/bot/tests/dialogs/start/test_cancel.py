"""/cancel drops the newest of what waits, and says which."""

from bot_testing.talker import Talker
from bot_testing.world import World


async def test_one_after_the_other_from_the_newest(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.says("/new My chair")
    await bob.replies(bob.card(1), "First <reply>")
    await bob.taps("✉️ Tell the reporter", bob.last)
    first = bob.last
    await bob.replies(bob.card(1), "Second reply")
    await bob.taps("✉️ Tell the reporter", bob.last)
    await bob.says("/cancel")
    assert bob.last.text == (
        "The reply to #1 is deleted. Nothing was sent. It said:\n\nSecond reply\n\n"
        "2 other things are still waiting. To cancel the next one: /cancel"
    )
    assert "✅ Send" in first.buttons
    await bob.says("/cancel")
    assert "First <reply>\n\nSomething else is still waiting" in bob.last.text
    await bob.says("/cancel")
    assert bob.last.text == "The draft “My chair” is deleted. Nothing was sent."
    await bob.says("/cancel")
    assert bob.last.text == "There is nothing to cancel."
    assert all(comment.internal for comment in world.tickets.comments[1])


async def test_a_question_for_a_comment(world: World, ann: Talker, bob: Talker) -> None:
    await ann.reports()
    await world.news()
    await bob.answers(bob.card(1), "Waits")
    await bob.taps("✍️ Reply", bob.card(1))
    await bob.says("/cancel")
    assert bob.last.text.startswith("All right, no comment on #1.")
    await ann.reports()
    await world.news()
    await bob.taps("✍️ Reply", bob.card(1))
    # About another request: it is no answer.
    await bob.replies(bob.card(2), "Newer than the question")
    await bob.taps("✉️ Tell the reporter", bob.last)
    await bob.says("/cancel")
    assert "Newer than the question" in bob.last.text
    await bob.says("Still asked for")
    assert "will read" in bob.last.text


async def test_a_draft_without_words(ann: Talker) -> None:
    await ann.says("/new")
    await ann.says("/cancel")
    assert ann.last.text == "Draft deleted. Nothing was sent."
    await ann.sends_photo("P1")
    await ann.says("/cancel")
    assert ann.last.text == "Draft deleted. Nothing was sent."
