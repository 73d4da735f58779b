"""One topic per ticket in the staff group, whatever dies, is deleted or refused: against the simulator."""

import itertools
from dataclasses import dataclass, replace

import pytest

from bot_service.adapters.outbound.sqlalchemy.chats.chat_signs import apply_sign
from bot_service.adapters.outbound.sqlalchemy.topics.staff_group import SqlStaffGroups
from bot_service.adapters.outbound.sqlalchemy.topics.topics import PATIENCE, SqlTopics
from bot_service.application.commands.deliveries.attempts import DeliveryOutcome
from bot_service.application.ports.topics.staff_group import StaffGroup
from bot_service.application.ports.topics.topics import TopicLook
from bot_service.domain.chats.chat_sign import MovedTo
from bot_service.domain.deliveries.outgoing import IN_TOPIC, OutgoingCall, Urgency
from bot_testing.replica import Replicas
from bot_testing.sending import Telegram
from fixline_local.telegram.client import PersonClient
from fixline_local.telegram.members import STAFF_GROUP_RIGHTS
from fixline_local.telegram.people import ADA, ALEX

from .topic_chat import LOOK, TopicChat


@dataclass(slots=True)
class Group(TopicChat):
    @property
    def ada(self) -> PersonClient:
        return self.person

    def about_topic(self, method: str, look: dict[str, str] = LOOK) -> OutgoingCall:
        return OutgoingCall(
            method=method,
            chat_id=self.id,
            arguments={IN_TOPIC: look},
            ticket=7,
            urgency=Urgency.NOTIFICATION,
        )


@pytest.fixture
async def group(telegram: Telegram) -> Group:
    # Budgets have tests of their own.
    telegram.limiter.clock = itertools.count(step=100.0).__next__
    made = await telegram.people.create_group("Staff", [ADA, ALEX], forum=True, rights=STAFF_GROUP_RIGHTS)
    return Group(telegram, made, telegram.people.person(ADA, chat_id=made))


async def test_the_topic_is_made_first_and_the_card_pinned(group: Group) -> None:
    await group.say(group.card("card"), group.notice("news"))
    await group.deliver()
    (topic,) = await group.ada.topics()
    assert (topic["name"], topic["icon"]) == ("#7 Lamp", "❗️")
    assert await group.shown() == [("card", topic["id"]), ("news", topic["id"])]
    assert await group.calls("pinChatMessage") == 1
    await group.say(group.card("card, changed"), cause="tickets/7/events/2")
    await group.deliver()
    assert await group.shown() == [("card, changed", topic["id"]), ("news", topic["id"])]
    assert (await group.calls("createForumTopic"), await group.calls("pinChatMessage")) == (1, 1)


async def test_what_the_topic_shows_already_costs_no_call(group: Group) -> None:
    resolved = {"name": "#7 Lamp", "icon": "✅"}
    await group.say(group.card("card"))
    await group.deliver()
    await group.say(
        group.about_topic("editForumTopic"), group.about_topic("reopenForumTopic"), cause="tickets/7/events/2"
    )
    assert await group.deliver() == [DeliveryOutcome.UNCHANGED] * 2
    for number, method in enumerate(("editForumTopic", "closeForumTopic"), start=3):
        await group.say(group.about_topic(method, resolved), cause=f"tickets/7/events/{number}")
        assert await group.deliver() == [DeliveryOutcome.SENT]
        await group.say(group.about_topic(method, resolved), cause=f"tickets/7/events/{number}0")
        assert await group.deliver() == [DeliveryOutcome.UNCHANGED]
    (topic,) = await group.ada.topics()
    assert (topic["icon"], topic["closed"]) == ("✅", True)
    await SqlTopics(group.telegram.replica.database).unsure(group.id, topic["id"])
    await group.say(group.about_topic("closeForumTopic", resolved), cause="tickets/7/events/5")
    assert await group.deliver() == [DeliveryOutcome.SENT], "TOPIC_NOT_MODIFIED is as good"
    assert group.telegram.crashes == []


async def test_a_deleted_topic_is_made_again_with_its_card(group: Group) -> None:
    await group.say(group.card("card"))
    await group.deliver()
    (before,) = await group.ada.topics()
    await group.ada.delete_topic(before["id"])
    await group.say(group.notice("news"), cause="tickets/7/events/2")
    await group.deliver()
    (after,) = await group.ada.topics()
    assert after["id"] != before["id"]
    assert await group.shown() == [("card", after["id"]), ("news", after["id"])]
    assert group.telegram.crashes == []


async def test_where_telegram_sends_it_elsewhere_it_is_taken_back(group: Group) -> None:
    await group.say(group.card("card"))
    await group.deliver()
    (before,) = await group.ada.topics()
    # As of a topic that was deleted and whose number Telegram does not mind (telegram-bot-api#854).
    world = group.telegram.simulator.world
    bot_id = world.bots.all()[0].id
    await group.ada.delete_topic(before["id"])
    careless = world.messages.shown

    def without_topic(message: object) -> dict[str, object]:
        shown = careless(message)  # type: ignore[arg-type]
        if shown.get("message_thread_id") == before["id"]:
            del shown["message_thread_id"]
        return shown

    chat = world.chats.find(bot_id, group.id)
    assert chat is not None
    chat.topics[str(before["id"])]["deleted"] = False
    world.chats.save(chat)
    world.messages.shown = without_topic  # type: ignore[method-assign]
    await group.say(group.notice("news"), cause="tickets/7/events/2")
    await group.deliver()
    topics = [each["id"] for each in await group.ada.topics()]
    assert len(topics) == 2
    assert ("news", topics[1]) in await group.shown()
    assert await group.calls("deleteMessage") == 1


async def test_a_topic_that_nobody_answered_for_is_waited_for(group: Group) -> None:
    topics = SqlTopics(group.telegram.replica.database)
    await group.telegram.people.add_fault(method="createForumTopic", reset="after")
    await group.say(group.notice("news"))
    (delivery,) = await group.telegram.replica.deliveries.claim(1)
    attempt = await group.telegram.deliver(delivery)
    assert attempt.outcome is DeliveryOutcome.WAITING
    assert PATIENCE - 5 <= attempt.try_again_in <= PATIENCE
    (made,) = await group.ada.topics()
    assert await topics.heard_of(group.id, 7, made["id"])
    await group.telegram.replica.pass_time(PATIENCE)
    assert await group.deliver() == [DeliveryOutcome.SENT]
    assert await group.shown() == [("news", made["id"])]
    assert await group.calls("createForumTopic") == 1


async def test_after_a_death_another_replica_makes_none_before_it_has_waited(
    group: Group, replicas: Replicas
) -> None:
    topics = SqlTopics(group.telegram.replica.database)
    assert await topics.begin(group.id, 7) == 0.0
    async with replicas() as other:
        # The first died over it: nobody knows whether there is a topic.
        await group.say(group.notice("news"))
        (delivery,) = await other.deliveries.claim(1)
        assert (await group.telegram.deliver(delivery)).outcome is DeliveryOutcome.WAITING
        assert await group.calls("createForumTopic") == 0
    await group.telegram.replica.rows(
        "UPDATE topics SET begun_at = begun_at - make_interval(secs => 30) RETURNING 1"
    )
    await group.telegram.replica.pass_time(30)
    assert await group.deliver() == [DeliveryOutcome.SENT]
    assert await group.calls("createForumTopic") == 1


async def test_of_two_topics_the_first_heard_of_counts(group: Group) -> None:
    topics = SqlTopics(group.telegram.replica.database)
    look = TopicLook(name="#7 Lamp", icon="❗️")
    assert await topics.heard_of(group.id, 7, 100), "one that nobody asked for is nobody's"
    assert await topics.of(group.id, 7) is None
    await topics.begin(group.id, 7)
    assert await topics.heard_of(group.id, 7, 100)
    assert await topics.made(group.id, 7, 101, look) == 100
    assert not await topics.heard_of(group.id, 7, 101)
    assert await topics.heard_of(group.id, 7, 100)
    assert await topics.ticket_in(group.id, 100) == 7
    assert await topics.ticket_in(group.id, 101) is None


async def test_without_the_right_it_waits_until_somebody_gives_it(group: Group) -> None:
    await group.ada.make_bot("administrator", ["can_manage_chat"])
    await group.say(group.notice("news"))
    assert (await group.deliver())[0] is DeliveryOutcome.PARKED
    assert await group.telegram.replica.rows("SELECT state FROM deliveries WHERE ticket = 7") == [("PARKED",)]
    assert group.telegram.crashes == []
    await group.ada.make_bot("administrator", STAFF_GROUP_RIGHTS)
    await group.telegram.replica.rows(
        "UPDATE deliveries SET state = 'PENDING', finished_at = NULL WHERE ticket = 7 RETURNING 1"
    )
    assert await group.deliver() == [DeliveryOutcome.SENT]


async def test_a_card_that_may_not_be_pinned_is_no_bug(group: Group) -> None:
    await group.ada.make_bot("administrator", ["can_manage_topics"])
    await group.say(group.card("card"))
    assert await group.deliver() == [DeliveryOutcome.SENT, DeliveryOutcome.GONE]
    assert group.telegram.crashes == []


async def test_a_group_that_moves_takes_its_link_along(group: Group) -> None:
    database = group.telegram.replica.database
    groups = SqlStaffGroups(database)
    linked = StaffGroup(
        chat_id=group.id, title="Staff", language="en", can_manage_topics=True, can_pin_messages=False
    )
    await groups.link(linked)
    assert await groups.linked() == linked
    await group.say(group.notice("news"))
    async with database.transaction() as connection:
        await apply_sign(connection, group.id, MovedTo(-100_500))
    moved = await groups.linked()
    assert moved is not None
    assert moved.chat_id == -100_500
    assert await group.telegram.replica.rows("SELECT chat_id FROM deliveries") == [(-100_500,)]
    assert not await groups.unlink(group.id)
    assert await groups.unlink(-100_500)
    assert await groups.linked() is None
    assert await group.telegram.states() == [("SUPERSEDED", 0, False)]


async def test_where_a_group_moved_to_its_cards_and_topics_are_made_anew(group: Group) -> None:
    await group.say(group.card("card"), group.notice("news"))
    await group.deliver()
    waiting = OutgoingCall(
        method="editMessageText",
        chat_id=group.id,
        arguments={"text": "news, corrected", "sent_by": {"cause": "tickets/7/events/1", "n": 1}},
    )
    await group.say(group.card("card, changed"), waiting, cause="tickets/7/events/2")
    people = group.telegram.people
    there = await people.create_group("Staff", [ADA, ALEX], forum=True, rights=STAFF_GROUP_RIGHTS)
    async with group.telegram.replica.database.transaction() as connection:
        await apply_sign(connection, group.id, MovedTo(there))
    moved = Group(group.telegram, there, people.person(ADA, chat_id=there))
    # What is corrected there is no message of the group any more, and no reason to report a bug.
    await moved.deliver()
    (topic,) = await moved.ada.topics()
    assert await moved.shown() == [("card, changed", topic["id"])]
    await moved.say(moved.card("card, again"), moved.notice("more news"), cause="tickets/7/events/3")
    await moved.deliver()
    assert await moved.shown() == [("card, again", topic["id"]), ("more news", topic["id"])]
    assert group.telegram.crashes == []


async def test_what_waits_for_a_group_is_not_said_once_another_one_is_the_staffs(group: Group) -> None:
    groups = SqlStaffGroups(group.telegram.replica.database)
    linked = StaffGroup(
        chat_id=group.id, title="Staff", language="en", can_manage_topics=True, can_pin_messages=False
    )
    await groups.link(linked)
    await group.say(group.notice("news"))
    await groups.link(replace(linked, title="Desk"))
    assert await group.telegram.states() == [("PENDING", 0, False)]
    await groups.link(replace(linked, chat_id=-100_500))
    assert await group.telegram.states() == [("SUPERSEDED", 0, False)]
    assert await group.calls("createForumTopic") == 0


async def test_of_waiting_changes_of_a_topic_the_last_one_goes(group: Group) -> None:
    await group.say(group.card("card"))
    await group.deliver()
    for number, icon in enumerate(("⚡️", "❓", "✅")):
        call = group.about_topic("editForumTopic", {"name": "#7 Lamp", "icon": icon})
        await group.say(call, cause=f"tickets/7/events/{number + 2}")
    assert await group.deliver() == [DeliveryOutcome.SENT]
    (topic,) = await group.ada.topics()
    assert topic["icon"] == "✅"


async def test_a_note_that_was_written_in_a_topic_is_known_again_for_a_week(group: Group) -> None:
    replica = group.telegram.replica
    topics = SqlTopics(replica.database)
    note = {"author": "users/7", "words": "He broke it himself\ud800"}
    assert not await topics.is_written_there(group.id, 7, **note)
    for _ in range(2):
        await topics.write(group.id, 7, **note)
    assert await topics.is_written_there(group.id, 7, author="users/7", words=f" {note['words']}\n")
    assert not await topics.is_written_there(group.id, 8, **note)
    assert not await topics.is_written_there(group.id, 7, **(note | {"author": "users/8"}))
    await replica.rows("UPDATE topic_notes SET written_at = now() - interval '8 days' RETURNING 1")
    await topics.write(group.id, 8, **note)
    assert await replica.rows("SELECT ticket FROM topic_notes") == [(8,)]
