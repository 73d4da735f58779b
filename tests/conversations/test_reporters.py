"""What reporters do, in every language."""

from datetime import timedelta

from fixline_testing.clock import SteppingClock

from .conftest import NewTalker
from .people import Talker
from .requests import add_places, report, resolve


async def test_from_a_photo_to_five_stars(rita: Talker, alex: Talker) -> None:
    await rita.sends_photo("The lamp over my desk is dead")
    await rita.sees("offer", text="The lamp over my desk is dead")
    await rita.taps("button-new-request")
    await rita.sees("ask-where")
    await rita.says("Room 214")
    await rita.sees("ask-urgency")
    await rita.taps("priority-high")
    preview = await rita.sees("preview", text="The lamp over my desk is dead")
    assert "Room 214" in preview.text
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")
    await alex.sees("notice-created", name="Rita")
    await alex.taps("button-take")
    await alex.is_told("toast-taken")
    await rita.sees("notice-taken", number="1", assignee="Alex")
    await alex.taps("button-reply")
    await alex.says("Does it flicker?")
    await alex.taps("button-send")
    question = await rita.sees("notice-answer", text="Does it flicker?")
    await rita.says("No, it is dark.", to=question)
    await alex.sees("notice-from-reporter", text="No, it is dark.")
    await alex.taps("button-resolve")
    await rita.sees("notice-resolved", number="1")
    await rita.taps("button-confirm")
    await rita.is_told("toast-confirmed")
    await rita.taps("button-stars", stars=5)
    await rita.reads("★★★★★")
    await alex.sees("notice-rated", stars="★★★★★")
    await rita.taps("button-rating-word")
    await rita.says("Quick and kind")
    await rita.sees("rating-word-said")
    await alex.reads("Quick and kind")


async def test_everything_can_be_changed_before_it_is_sent(rita: Talker) -> None:
    await rita.says("/new")
    await rita.sees("ask-what")
    await rita.says("The lampp is dead")
    await rita.taps("button-no-place")
    await rita.taps("priority-low")
    await rita.sees("preview-no-place")
    await rita.taps("button-edit-what")
    await rita.says("The lamp is dead")
    await rita.sees("preview", text="The lamp is dead")
    await rita.taps("button-edit-where")
    await rita.says("Kitchen")
    await rita.reads("Kitchen")
    await rita.taps("button-edit-urgency")
    await rita.taps("priority-urgent")
    preview = await rita.sees("priority-urgent")
    assert "lampp" not in preview.text
    await rita.taps("button-send")
    card = await rita.sees("card-title", number="1", title="The lamp is dead")
    assert "Kitchen" in card.text


async def test_a_draft_is_cancelled_and_nothing_is_sent(rita: Talker, alex: Talker) -> None:
    await rita.says("The lamp is dead")
    await rita.taps("button-new-request")
    await rita.says("/cancel")
    await rita.sees("draft-cancelled", title="The lamp is dead")
    await rita.says("/cancel")
    await rita.sees("nothing-to-cancel")
    await rita.says("/my")
    await rita.sees("none-reported-open")
    assert not await alex.has_read("The lamp is dead")


async def test_an_album_is_one_request_with_all_its_pictures(rita: Talker, alex: Talker) -> None:
    await rita.sends_album(3, "Water under the sink")
    await rita.taps("button-new-request")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    card = await rita.sees("card-attachments", count=3)
    await rita.taps("button-photos", on=card)
    assert sum(bool(each.photo) and each.from_bot for each in await rita.sees_all()) == 3
    await alex.sees("notice-created", name="Rita")


async def test_a_voice_message_without_words_becomes_a_request(rita: Talker) -> None:
    await rita.sends_voice()
    await rita.sees("offer-what", count=1)
    await rita.taps("button-wordless")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.sees("request-sent")
    await rita.sees("word-voice")


async def test_a_place_is_chosen_from_the_list_and_next_time_it_is_known(rita: Talker, ada: Talker) -> None:
    await add_places(ada)
    await rita.says("The projector is dead")
    await rita.taps("button-new-request")
    await rita.sees("ask-where-listed")
    await rita.taps("button-place-list")
    # There is but one building.
    await rita.sees("ask-which-place-in", place="Head office")
    await rita.picks("First floor")
    await rita.picks("Meeting room")
    await rita.sees("ask-urgency")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.reads("Meeting room")
    await rita.says("The chair is broken")
    await rita.taps("button-new-request")
    asked = await rita.sees("ask-where-listed")
    assert any("Meeting room" in each for each in asked.button_texts)


async def test_the_code_on_the_wall_says_where(rita: Talker, ada: Talker) -> None:
    await add_places(ada)
    await rita.starts("loc_HQ-114")
    await rita.sees("place-scanned")
    await rita.says("The projector is dead")
    await rita.taps("priority-high")
    preview = await rita.sees("preview", text="The projector is dead")
    assert "Meeting room" in preview.text
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")


async def test_a_code_that_nobody_knows_does_not_keep_anybody_from_reporting(rita: Talker) -> None:
    await rita.starts("loc_NOWHERE")
    await rita.sees("place-unknown")
    await rita.says("The lamp is dead")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.taps("button-send")
    await rita.sees("request-sent", number="1")


async def test_my_requests_open_done_and_their_cards(rita: Talker, alex: Talker) -> None:
    first, second = await report(rita, "The lamp is dead"), await report(rita, "The sink is full")
    await resolve(alex, first)
    await rita.taps("button-confirm")
    await rita.says("/my")
    listed = await rita.sees("list-reported-open")
    assert "The sink is full" in listed.text
    assert "The lamp is dead" not in listed.text
    await rita.taps("button-list-done")
    await rita.sees("list-reported-done")
    await rita.says(f"#{second}")
    await rita.sees("card-title", number=str(second), title="The sink is full")
    await rita.says("/search sink")
    await rita.reads("The sink is full")
    await rita.says("/search elephant")
    await rita.sees("found-nothing")


async def test_a_comment_and_its_correction_reach_whoever_works_on_it(rita: Talker, alex: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    await alex.taps("button-take")
    await rita.says(f"#{number}")
    await rita.taps("button-comment")
    await rita.sees("ask-comment", number=str(number))
    said = await rita.says("It is the left won")
    await alex.sees("notice-from-reporter", text="It is the left won")
    await rita.edits(said, "It is the left one")
    await rita.sees("comment-corrected")
    # Alex has just been told, so what told of it is put right.
    await alex.sees("notice-from-reporter", text="It is the left one")
    assert not await alex.has_read("It is the left won")


async def test_a_photo_as_a_reply_is_attached(rita: Talker, alex: Talker) -> None:
    await report(rita, "The lamp is dead")
    card = await rita.sees("request-sent")
    await alex.taps("button-take")
    sent = await rita.sends_photo("This one", to=card)
    assert (await rita.now(sent)).reactions == ("👍",)
    assert await rita.has("button-photos", on=card)
    await alex.reads("This one")


async def test_what_is_not_fixed_is_worked_on_again_with_the_reason(rita: Talker, alex: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    await resolve(alex, number)
    await rita.taps("button-not-fixed")
    await rita.sees("ask-why", number=str(number))
    await rita.says("It flickers now")
    await rita.sees("reopened", number=str(number))
    await alex.reads("It flickers now")
    await alex.sees("notice-reopened-staff", number=str(number))


async def test_after_two_weeks_it_goes_on_as_another_request(
    rita: Talker, alex: Talker, clock: SteppingClock
) -> None:
    number = await report(rita, "The lamp is dead")
    await resolve(alex, number)
    resolved = await rita.sees("notice-resolved")
    clock.advance(timedelta(days=15))
    await rita.taps("button-not-fixed", on=resolved)
    await rita.says(f"#{number}")
    await rita.taps("button-confirm")
    await rita.taps("button-go-on")
    await rita.sees("goes-on", number=str(number))
    await rita.says("It is dark again")
    await rita.taps("button-no-place")
    await rita.taps("priority-medium")
    await rita.sees("preview-goes-on", number=str(number))
    await rita.taps("button-send")
    # Its card has been drawn anew by then: with what it goes on with.
    await rita.sees("link-follow-up-of", other=f"#{number}")


async def test_somebody_else_has_the_same_problem(
    rita: Talker, alex: Talker, ada: Talker, new_talker: NewTalker
) -> None:
    await add_places(ada)
    number = await report(rita, "The lift is stuck", where="Meeting room")
    fred = await new_talker("Fred")
    await fred.says("The lift is stuck")
    await fred.taps("button-new-request")
    await fred.says("Meeting room")
    await fred.sees("ask-similar", count=1)
    await fred.taps("button-me-too", number=str(number))
    await fred.sees("joined", number=str(number))
    await alex.sees("card-followers", count=1)
    await resolve(alex, number)
    await fred.sees("notice-followed-resolved", number=str(number))
    await fred.says("/my")
    await fred.sees("list-followed")
    await fred.says(f"#{number}")
    await fred.sees("card-followed")
    await fred.taps("button-unfollow")
    await fred.sees("unfollowed", number=str(number))


async def test_it_is_something_else_after_all(rita: Talker, ada: Talker, new_talker: NewTalker) -> None:
    await add_places(ada)
    await report(rita, "The lift is stuck", where="Meeting room")
    fred = await new_talker("Fred")
    await fred.says("The lift is stuck")
    await fred.taps("button-new-request")
    await fred.says("Meeting room")
    await fred.taps("button-none-similar")
    await fred.taps("priority-medium")
    await fred.taps("button-send")
    await fred.sees("request-sent", number="2")


async def test_what_was_sent_is_corrected_and_withdrawn_while_nobody_works_on_it(
    rita: Talker, alex: Talker
) -> None:
    number = await report(rita, "The lampp is dead")
    await rita.taps("button-correct")
    await rita.sees("ask-correction", number=str(number))
    await rita.taps("button-edit-what")
    await rita.says("The lamp is dead")
    await rita.sees("corrected", number=str(number))
    await rita.says(f"#{number}")
    await rita.sees("card-title", title="The lamp is dead")
    await rita.taps("button-withdraw")
    await rita.taps("button-withdraw-now")
    await rita.sees("withdrawn", number=str(number))
    await alex.says("/queue")
    await alex.sees("none-queue-unassigned")


async def test_correcting_comes_too_late_once_somebody_works_on_it(rita: Talker, alex: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    card = await rita.sees("request-sent")
    await alex.taps("button-take")
    await rita.taps("button-correct", on=card, late=True)
    await rita.is_told("correction-too-late")
    await rita.taps("button-withdraw", on=card)
    await rita.sees("ask-withdraw-taken", number=str(number))
    await rita.taps("button-withdraw-now")
    await alex.sees("notice-cancelled-staff", number=str(number), name="Rita")


async def test_a_request_for_somebody_else_is_theirs(alex: Talker, rita: Talker) -> None:
    await alex.says("The lamp over Rita's desk is dead")
    await alex.taps("button-new-request")
    await alex.taps("button-no-place")
    await alex.taps("priority-medium")
    await alex.taps("button-for-whom")
    await alex.sees("ask-for-whom")
    await alex.says("Rita")
    await alex.sees("ask-which-person")
    await alex.picks("Rita (@")
    await alex.sees("preview-for", name="Rita")
    await alex.taps("button-send")
    await rita.sees("notice-created-for-you", name="Alex")
    await rita.says("/my")
    await rita.reads("The lamp over Rita's desk is dead")


async def test_another_language_and_another_zone(rita: Talker) -> None:
    await rita.says("/settings")
    await rita.sees("settings")
    await rita.picks({"en": "Русский", "ru": "English"}[rita.language])
    rita.language = {"en": "ru", "ru": "en"}[rita.language]
    await rita.sees("settings")
    await rita.says("/settings Asia/Almaty")
    await rita.reads("Asia/Almaty")
    await rita.says("/settings Middle/Earth")
    await rita.sees("settings-zone-unknown")
    await rita.says("/help")
    await rita.sees("help-reporter")


async def test_what_the_bot_says_of_itself(rita: Talker) -> None:
    await rita.starts()
    await rita.sees("welcome", name="Rita")
    await rita.says("/help")
    await rita.sees("help-reporter")
    await rita.says("/id")
    await rita.sees("your-id", id=str(rita.id))
    await rita.says("/queue")
    await rita.sees("staff-only")
    await rita.says("/nonsense")
    await rita.sees("unknown-command")


async def test_somebody_without_telegram_comes_to_their_own(
    rita: Talker, alex: Talker, new_talker: NewTalker
) -> None:
    await rita.says("/new")
    await rita.says("The lamp is dead")
    await rita.taps("button-no-place")
    await rita.taps("priority-low")
    await rita.taps("button-for-whom")
    await rita.sees("ask-for-newcomer")
    await rita.says("Julia, room 5")
    await rita.sees("preview-for-newcomer", name="Julia")
    await rita.taps("button-send")
    await rita.sees("joining-how", name="Julia")
    invitation = await rita.sees("joining-invitation", name="Rita", number="1", title="The lamp is dead")
    await alex.sees("card-elsewhere-contact", contact="room 5")
    await alex.taps("button-take")
    await alex.taps("button-reply")
    await alex.says("Which lamp?")
    await alex.taps("button-send")
    await alex.sees("comment-kept", number="1", text="Which lamp?")
    await rita.reads("Which lamp?")
    julia = await new_talker("Julia")
    await julia.starts(invitation.text.partition("?start=")[2].split()[0])
    await julia.sees("invited-user")
    await alex.says("#1")
    await alex.taps("button-resolve")
    await julia.taps("button-confirm")
    await julia.is_told("toast-confirmed")
