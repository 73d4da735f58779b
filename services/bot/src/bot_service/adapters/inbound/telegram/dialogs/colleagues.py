"""Who there is to give requests to, and how much each has."""

from typing import Final

from bot_service.adapters.inbound.telegram.dialogs.turn import Turn
from bot_service.adapters.inbound.telegram.drawing.colleagues import Colleague, ColleaguePage
from bot_service.application.views.people import user_number
from bot_service.domain.people.names import alphabetical

PAGE: Final = 6
"""Each of the people is a question of how much they have."""


async def colleagues_on(number: int, turn: Turn) -> ColleaguePage:
    """Return a page of the people, from 0; the last one where there are fewer. Oneself is first, who is away last."""
    staff = sorted(
        await turn.desk.people.staff(),
        key=lambda each: (
            turn.desk.back_on(each) is not None,
            each.name != turn.person.name,
            alphabetical(each.display_name),
            each.name,
        ),
    )
    number = min(number, max(len(staff) - 1, 0) // PAGE)
    shown = staff[number * PAGE : (number + 1) * PAGE]
    counts = await turn.desk.work.open_counts([each.name for each in shown], acting=turn.person.name)
    people = [
        Colleague(
            number=user_number(each.name),
            name=each.display_name,
            open=counts[each.name],
            is_reader=each.name == turn.person.name,
            back=turn.desk.back_on(each),
        )
        for each in shown
    ]
    return ColleaguePage(people=people, number=number, is_last=(number + 1) * PAGE >= len(staff))
