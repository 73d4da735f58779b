"""No edit of a live card is made that changes nothing, and none is left out that changes something."""

from collections.abc import Sequence

import pytest

from bot_service.application.commands.deliveries.attempts import DeliveryAttempt, DeliveryOutcome
from bot_service.application.ports.deliveries.deliveries import LiveCard
from bot_service.domain.deliveries.appearance import appearance_of
from bot_service.domain.deliveries.outgoing import MessageRole, OutgoingCall
from bot_service.domain.deliveries.repetition import Repeat
from bot_testing.replica import Replicas, until
from bot_testing.sending import Telegram
from fixline_local.telegram.people import RITA
from fixline_testing.beyond_types import loosely

BUTTONS = {"inline_keyboard": [[{"text": "Take", "callback_data": "take"}]]}
OTHER_BUTTONS = {"inline_keyboard": [[{"text": "Resolve", "callback_data": "resolve"}]]}
UNCHANGED = DeliveryAttempt(DeliveryOutcome.UNCHANGED)


def card(text: str, buttons: object = BUTTONS) -> OutgoingCall:
    return OutgoingCall(
        method="editMessageText",
        chat_id=RITA,
        arguments={"text": text, "parse_mode": "HTML", "reply_markup": buttons},
        ticket=7,
        role=MessageRole.CARD,
        edits_card=True,
    )


def tapped(message_id: int, text: str, method: str = "editMessageText", **more: object) -> OutgoingCall:
    """Return what a tap on a card leads to: an edit by the message's id."""
    drawn = {"text": text, "parse_mode": "HTML"} if method == "editMessageText" else {}
    arguments = {**drawn, "reply_markup": BUTTONS, **more, "message_id": message_id}
    return OutgoingCall(method=method, chat_id=RITA, arguments=arguments)


class Story:
    """Says one thing after the other, each for a reason of its own."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self._causes = 0

    async def then(self, *calls: OutgoingCall) -> DeliveryAttempt:
        await self.say(*calls)
        return await self.telegram.deliver_next()

    async def say(self, *calls: OutgoingCall) -> None:
        self._causes += 1
        await self.telegram.replica.say(*calls, cause=f"tickets/7/events/{self._causes}")

    async def card(self) -> LiveCard:
        found = await self.telegram.replica.deliveries.card_of(RITA, 7)
        assert found is not None
        return found

    async def made(self, method: str = "editMessageText") -> int:
        return len(await self.telegram.people.calls(method))

    async def fault(self, method: str = "editMessageText", **fault: object) -> None:
        await self.telegram.people.add_fault(method=method, **fault)

    async def states(self) -> Sequence[object]:
        return [state for state, *_ in await self.telegram.states()]


@pytest.fixture
async def story(telegram: Telegram) -> Story:
    """A chat that has the live card "taken", made by the delivery of its first edit."""
    story = Story(telegram)
    assert await story.then(card("taken")) == DeliveryAttempt(DeliveryOutcome.SENT)
    return story


async def test_what_a_card_shows_already_is_not_drawn_again(story: Story) -> None:
    assert await story.then(card("taken")) == UNCHANGED
    assert await story.then(card("resolved")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(card("resolved")) == UNCHANGED
    assert await story.then(card("resolved", OTHER_BUTTONS)) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(card("taken")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.made() == 3
    assert await story.telegram.heard() == ["taken"]
    assert await story.states() == ["SENT"] * 6


async def test_it_costs_nothing_of_the_budget(story: Story) -> None:
    await story.telegram.limiter.pause(RITA, 60)
    assert await story.then(card("taken")) == UNCHANGED
    assert (await story.then(card("resolved"))).outcome is DeliveryOutcome.WAITING


async def test_an_edit_after_a_tap_is_known_too(story: Story) -> None:
    """One tap: its own edit, and those of the two events that it caused."""
    message_id = (await story.card()).message_id
    assert await story.then(tapped(message_id, "resolved")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(card("resolved")) == UNCHANGED
    assert await story.then(card("resolved")) == UNCHANGED
    assert await story.made() == 1


async def test_what_telegram_calls_not_modified_is_known_from_then_on(story: Story) -> None:
    await story.telegram.replica.rows("UPDATE message_links SET appearance = NULL RETURNING 1")
    assert await story.then(card("taken")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(card("taken")) == UNCHANGED
    message_id = (await story.card()).message_id
    await story.then(tapped(message_id, "taken"))
    assert await story.then(card("taken")) == UNCHANGED
    assert await story.made() == 2


async def test_after_an_edit_of_the_buttons_alone_nobody_knows(story: Story) -> None:
    card_now = await story.card()
    buttons = tapped(card_now.message_id, "", "editMessageReplyMarkup", reply_markup=OTHER_BUTTONS)
    assert await story.then(buttons) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.card() == LiveCard(card_now.message_id, None)
    assert await story.then(card("taken")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(card("taken")) == UNCHANGED


def opening(message_id: int, on: str = "a", **more: object) -> OutgoingCall:
    """Return what [More…] leads to."""
    return loosely(
        tapped,
        message_id,
        "",
        "editMessageReplyMarkup",
        reply_markup=OTHER_BUTTONS,
        opens={"on": on, **more},
    )


async def shown(story: Story) -> tuple[str, str]:
    """Return the text of the card and the label of its first button."""
    (message,) = [each for each in await story.telegram.rita.messages() if each.from_bot]
    return message.text, message.button_texts[0]


def standing(text: str, stands: str) -> OutgoingCall:
    return card(text).with_arguments({"stands": stands})


async def test_rows_that_are_opened_are_left_open_while_they_fit(story: Story) -> None:
    message_id = (await story.card()).message_id
    assert await story.then(opening(message_id)) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(standing("taken", "a1")) == UNCHANGED
    assert await shown(story) == ("taken", "Resolve")
    assert await story.then(standing("said", "a2")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await shown(story) == ("said", "Resolve")
    assert await story.then(standing("said", "a2")) == UNCHANGED
    assert await story.then(standing("said", "b")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await shown(story) == ("said", "Take")
    assert await story.then(standing("said", "a2")) == UNCHANGED


async def test_who_closes_them_sees_the_cards_own_buttons(story: Story) -> None:
    message_id = (await story.card()).message_id
    await story.then(opening(message_id, rows=BUTTONS))
    await story.then(standing("said", "a"))
    assert await shown(story) == ("said", "Take")
    await story.then(opening(message_id))
    assert await story.then(tapped(message_id, "said")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await shown(story) == ("said", "Take")
    assert await story.then(standing("said", "a")) == UNCHANGED
    await story.then(opening(message_id))
    assert await story.then(card("said")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await shown(story) == ("said", "Take")


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"status": 429, "retry_after": 1}, {"reset": "before"}, {"reset": "after"}]
)
async def test_a_tap_whose_edit_failed_hides_nothing(story: Story, fault: dict[str, object]) -> None:
    message_id = (await story.card()).message_id
    await loosely(story.fault, **fault)
    failed = await story.then(tapped(message_id, "resolved"))
    assert failed.outcome in {DeliveryOutcome.RETRIED, DeliveryOutcome.WAITING}
    assert await story.card() == LiveCard(message_id, None)
    await story.telegram.limiter.pause(RITA, 0)
    await story.telegram.replica.pass_time(60)
    assert await story.telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.then(card("resolved")) == UNCHANGED
    assert await story.then(card("taken")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.telegram.heard() == ["taken"]


async def test_a_tap_whose_edit_was_refused_hides_nothing(story: Story) -> None:
    message_id = (await story.card()).message_id
    assert await story.then(tapped(message_id, "<b>unclosed")) == DeliveryAttempt(DeliveryOutcome.FAILED)
    await story.telegram.deliver_next()  # that it could not be shown
    assert await story.then(card("taken")) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.made() == 2


async def test_of_waiting_edits_the_newest_is_the_one_compared(story: Story) -> None:
    """Back and forth: what is shown is what the newest one asks for, so none has to go out."""
    await story.say(card("resolved"))
    assert await story.then(card("taken")) == UNCHANGED
    assert await story.states() == ["SENT", "SUPERSEDED", "SENT"]
    assert await story.made() == 0


async def test_a_forgotten_card_is_made_again_whatever_it_showed(story: Story) -> None:
    await story.fault(status=400, description="Bad Request: message to edit not found")
    assert (await story.then(card("resolved"))).outcome is DeliveryOutcome.RETRIED
    assert await story.telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.telegram.heard() == ["taken", "resolved"]
    assert await story.then(card("resolved")) == UNCHANGED


async def test_a_deleted_card_is_made_again(story: Story) -> None:
    gone = OutgoingCall(
        method="deleteMessage", chat_id=RITA, arguments={"message_id": (await story.card()).message_id}
    )
    assert await story.then(gone) == DeliveryAttempt(DeliveryOutcome.SENT)
    assert (await story.then(card("taken"))).outcome is DeliveryOutcome.RETRIED
    assert await story.telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
    assert await story.telegram.heard() == ["taken"]


async def test_who_dies_over_an_edit_leaves_no_claim_of_what_is_shown(
    story: Story, replicas: Replicas
) -> None:
    message_id = (await story.card()).message_id
    async with replicas() as victim:
        await story.say(card("resolved"))
        (delivery,) = await victim.deliveries.claim(1)
        assert await victim.deliveries.start(delivery, Repeat.ALWAYS, changes=message_id)
        await victim.die()

        async def given_back() -> bool:
            rows = await story.telegram.replica.rows("SELECT claimed_by FROM deliveries ORDER BY id")
            return rows[-1] == (None,)

        await until(given_back)
        assert await story.card() == LiveCard(message_id, None)
        assert await story.telegram.deliver_next() == DeliveryAttempt(DeliveryOutcome.SENT)
        assert await story.telegram.heard() == ["resolved"]
        # It was only thought dead, and its call comes through after all: what is shown now, nobody knows.
        await victim.deliveries.sent(delivery, [message_id], appearance=appearance_of(delivery.call))
        assert await story.card() == LiveCard(message_id, None)


async def test_who_lost_its_claim_draws_nothing_and_forgets_nothing(story: Story) -> None:
    before = await story.card()
    await story.say(card("resolved"))
    (delivery,) = await story.telegram.replica.deliveries.claim(1)
    await story.telegram.replica.deliveries.release(delivery)
    assert not await story.telegram.replica.deliveries.start(
        delivery, Repeat.ALWAYS, changes=before.message_id
    )
    assert await story.card() == before
