"""What staff say to reporters and to each other: quick replies, and notes with files; in every language."""

from .people import Talker
from .requests import report


async def test_a_quick_reply_is_made_used_changed_and_deleted(rita: Talker, alex: Talker) -> None:
    await alex.says("/replies")
    await alex.sees("quick-replies-none")
    await alex.taps("button-quick-add")
    await alex.sees("ask-quick-own")
    await alex.says("Only one line")
    await alex.sees("quick-two-parts")
    await alex.says("On my way\nI am on my way, {name}!")
    await alex.sees("quick-saved", title="On my way")
    number = await report(rita, "The lamp is dead")
    await alex.taps("button-take")
    await alex.taps("button-reply")
    await alex.taps("button-quick-own", title="On my way")
    await alex.sees("comment-preview", number=str(number), text="I am on my way, Rita!")
    await alex.taps("button-send")
    await rita.sees("notice-answer", text="I am on my way, Rita!")
    await alex.says("/replies")
    await alex.taps("button-quick-own", title="On my way")
    await alex.taps("button-quick-delete")
    await alex.taps("button-quick-delete")
    await alex.is_told("toast-quick-deleted", title="On my way")
    await alex.sees("quick-replies-none")


async def test_one_for_everybody_is_the_admins(ada: Talker, alex: Talker, rita: Talker) -> None:
    await ada.says("/replies")
    await ada.taps("button-quick-add-desks")
    await ada.sees("ask-quick-desks")
    await ada.says("Tomorrow\nWe come tomorrow morning.")
    await ada.sees("quick-saved", title="Tomorrow")
    await alex.says("/replies")
    await alex.taps("button-quick-desks", title="Tomorrow")
    shown = await alex.sees("quick-reply-desks", title="Tomorrow")
    assert not await alex.has("button-quick-change", on=shown)
    await report(rita, "The lamp is dead")
    await alex.taps("button-take")
    await alex.taps("button-reply")
    await alex.taps("button-quick-desks", title="Tomorrow")
    await alex.taps("button-send")
    await rita.sees("notice-answer", text="We come tomorrow morning.")


async def test_a_note_with_a_photo_is_for_staff_alone(rita: Talker, alex: Talker, dora: Talker) -> None:
    number = await report(rita, "The lamp is dead")
    await alex.says(f"/ticket {number}")
    await alex.taps("button-more")
    await alex.taps("button-note")
    await alex.sends_photo("The fuse looks like this")
    await alex.sees("noted", number=str(number))
    await dora.says(f"/ticket {number}")
    await dora.taps("button-more")
    await dora.taps("button-show-all")
    shown = await dora.reads("The fuse looks like this")
    await dora.taps("button-photos", on=shown)
    assert any(each.photo and each.from_bot for each in await dora.sees_all())
    await rita.says(f"/ticket {number}")
    card = await rita.sees("card-title", number=str(number))
    assert not await rita.has("button-photos", on=card)
    assert not any(each.photo for each in await rita.sees_all())
