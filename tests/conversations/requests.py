"""What many conversations begin with."""

from fixline_local.demo.expectations import number_in

from .people import Talker

TABLE = """code;name;kind;parent
HQ;Head office;building;
HQ-1;First floor;floor;HQ
HQ-114;Meeting room;room;HQ-1
"""


async def report(reporter: Talker, what: str, *, where: str = "", urgency: str = "priority-medium") -> int:
    """Make a request in as few steps as there are; return its number."""
    await reporter.says(what)
    await reporter.taps("button-new-request")
    if where:
        await reporter.says(where)
    else:
        await reporter.taps("button-no-place")
    await reporter.taps(urgency)
    await reporter.taps("button-send")
    return number_in(await reporter.sees("request-sent"))


async def resolve(agent: Talker, number: int) -> None:
    """Take a request and resolve it, by its number."""
    await agent.says(f"#{number}")
    await agent.taps("button-take")
    await agent.taps("button-resolve")


async def add_places(admin: Talker) -> None:
    """Bring the tree of a building, as a table."""
    await admin.says("/locations")
    await admin.taps("button-place-import")
    await admin.sends_document("rooms.csv", TABLE.encode())
    await admin.taps("button-places-take")
