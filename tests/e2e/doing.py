"""What people do on a desk of processes, and what the simulator knows of its faults."""

from fixline_local.demo.expectations import button_with, has_button
from fixline_local.demo.story import PATIENCE_SECONDS
from fixline_local.telegram.client import TelegramPeople
from fixline_local.telegram.client_messages import Message
from fixline_local.telegram.person_client import PersonClient


async def tap_on(person: PersonClient, label: str, *, after: Message) -> None:
    shown = await person.wait_for(has_button(label), PATIENCE_SECONDS, after=after)
    await person.tap(shown, button_with(label, shown), wait=PATIENCE_SECONDS / 2)


async def times_left(people: TelegramPeople, fault: int) -> int:
    faults = (await people.request("GET", "/api/faults"))["faults"]
    return next((each["times"] for each in faults if each["id"] == fault), 0)
