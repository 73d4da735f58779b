"""What /staff shows: everybody, one of them, roles to choose from, invitations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aiogram.types import InlineKeyboardButton

from bot_service.adapters.inbound.telegram.drawing.budget import fitted
from bot_service.adapters.inbound.telegram.drawing.buttons.office import StaffAction, StaffButton
from bot_service.adapters.inbound.telegram.drawing.handing_over import hand_over_row
from bot_service.adapters.inbound.telegram.drawing.html import Html, clip
from bot_service.adapters.inbound.telegram.drawing.paging import in_rows, turning
from bot_service.adapters.inbound.telegram.drawing.screen import Screen, button, keyboard
from bot_service.adapters.inbound.telegram.drawing.texts.catalog import Texts
from bot_service.application.ports.people.staff import NewInvitation, OpenInvitation
from bot_service.application.ports.people.users import UserView
from bot_service.application.views.people import user_number
from bot_service.domain.people.names import alphabetical
from bot_service.domain.people.person import Role

SHOWN: Final = 10
IN_A_ROW: Final = 2
INVITED: Final = (Role.AGENT, Role.DISPATCHER, Role.ADMIN, Role.AUDITOR)
GIVEN: Final = (Role.USER, *INVITED)
RANKS: Final = (Role.ADMIN, Role.DISPATCHER, Role.AGENT, Role.AUDITOR, Role.USER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    people: Sequence[UserView]
    back: Mapping[str, str]
    """On which day those are back who are away, by their names."""
    open_tickets: Mapping[str, int]
    invitations: int
    """How many may still be redeemed."""


def list_screen(staff: Staff, page: int, texts: Texts) -> Screen:
    people = sorted(
        staff.people,
        key=lambda each: (not each.active, RANKS.index(each.role), alphabetical(each.display_name)),
    )
    page = min(page, max(0, (len(people) - 1) // SHOWN))
    shown = people[page * SHOWN : (page + 1) * SHOWN]

    def draw(most: int) -> Html:
        lines = [_line(each, staff, texts, most) for each in shown]
        return Html("\n".join([texts("staff-title", count=len(people)), "", *lines]))

    opening = [
        button(each.display_name, StaffButton(action=StaffAction.OPEN, number=user_number(each.name)).pack())
        for each in shown
    ]

    def to(number: int) -> StaffButton:
        return StaffButton(action=StaffAction.LIST, number=number)

    ways = turning(page, texts, to, is_last=(page + 1) * SHOWN >= len(people))
    inviting = [_to("button-staff-invite", StaffAction.INVITE, texts)]
    if staff.invitations:
        label = texts.plain("button-staff-invitations", count=staff.invitations)
        inviting.append(button(label, StaffButton(action=StaffAction.INVITATIONS).pack()))
    return Screen(text=fitted(draw), keyboard=keyboard(*in_rows(opening, IN_A_ROW), ways, inviting))


def person_screen(
    user: UserView,
    open_tickets: int,
    texts: Texts,
    note: Html | None = None,
    *,
    reason: str = "",
    away: Html | None,
) -> Screen:
    """`reason`: why they were shut out, where they are; `away`: when they are, or will be."""

    def draw(most: int) -> Html:
        lines = [
            texts("staff-person", name=clip(user.display_name, most), role=_role(user, texts)),
            *([texts("staff-username", username=user.username)] if user.username else []),
            *([texts("staff-open", count=open_tickets)] if user.role.is_staff or open_tickets else []),
            *([] if away is None else [away]),
            *([] if user.active else [texts("staff-is-off")]),
            *([texts("staff-why-off", reason=clip(reason, most))] if reason and not user.active else []),
            *([] if note is None else ["", note]),
        ]
        return Html("\n".join(lines))

    number = user_number(user.name)
    switch = (
        _to("button-staff-off", StaffAction.SWITCH_OFF, texts, number)
        if user.active
        else _to("button-staff-on", StaffAction.SWITCH_ON, texts, number)
    )
    change = [_to("button-staff-role", StaffAction.ROLES, texts, number), switch]
    absence = [_to("button-away", StaffAction.AWAY, texts, number)] if user.role.is_staff else []
    # Of who is away, who works here no more, and who is shut out.
    is_there = user.active and user.role.is_staff and away is None
    over = [] if is_there else hand_over_row(number, open_tickets, texts)
    return Screen(text=fitted(draw), keyboard=keyboard(change, absence, over, [_back(texts)]))


def roles_screen(user: UserView, texts: Texts) -> Screen:
    number = user_number(user.name)
    rows = [
        [
            button(
                texts.plain(f"role-{role}"),
                StaffButton(action=StaffAction.SET_ROLE, number=number, value=role).pack(),
            )
        ]
        for role in GIVEN
        if role is not user.role
    ]
    back = [_to("button-back", StaffAction.OPEN, texts, number)]
    text = texts("staff-choose-role", name=user.display_name, role=_role(user, texts))
    return Screen(text=text, keyboard=keyboard(*rows, back))


def switch_off_screen(user: UserView, open_tickets: int, texts: Texts) -> Screen:
    number = user_number(user.name)
    lines = [texts("staff-ask-off", name=user.display_name)]
    if open_tickets:
        lines.append(texts("staff-keeps", count=open_tickets))
    return Screen(
        text=Html("\n\n".join(lines)),
        keyboard=keyboard(
            [_to("button-staff-off-now", StaffAction.SWITCH_OFF_NOW, texts, number)],
            [_to("button-back", StaffAction.OPEN, texts, number)],
        ),
    )


def invite_screen(texts: Texts) -> Screen:
    rows = [
        [button(texts.plain(f"role-{role}"), StaffButton(action=StaffAction.INVITE_AS, value=role).pack())]
        for role in INVITED
    ]
    return Screen(text=texts("staff-invite"), keyboard=keyboard(*rows, [_back(texts)]))


def invitation_text(invitation: NewInvitation, link: str, texts: Texts) -> Html:
    role = texts(f"role-{invitation.role}")
    return texts("staff-invitation", role=role, link=link, until=invitation.expire_time)


def invitations_screen(invitations: Sequence[OpenInvitation], page: int, texts: Texts) -> Screen:
    page = min(page, max(0, len(invitations) - 1) // SHOWN)
    shown = invitations[page * SHOWN : (page + 1) * SHOWN]
    lines = [
        texts(
            "staff-open-invitation",
            number=str(each.number),
            role=texts(f"role-{each.role}"),
            until=each.expire_time,
        )
        for each in shown
    ]
    rows = [
        [
            button(
                texts.plain("button-staff-withdraw", number=str(each.number)),
                StaffButton(action=StaffAction.WITHDRAW, number=each.number).pack(),
            )
        ]
        for each in shown
    ]
    ways = turning(
        page,
        texts,
        lambda to: StaffButton(action=StaffAction.INVITATIONS, number=to),
        is_last=(page + 1) * SHOWN >= len(invitations),
    )
    title = texts("staff-invitations" if lines else "staff-no-invitations")
    return Screen(text=Html("\n".join([title, *lines])), keyboard=keyboard(*rows, ways, [_back(texts)]))


def _line(user: UserView, staff: Staff, texts: Texts, most: int) -> Html:
    count = staff.open_tickets.get(user.name, 0)
    name = clip(user.display_name, most)
    if not user.active:
        return texts("staff-line-off", name=name, role=_role(user, texts))
    if day := staff.back.get(user.name):
        return texts("staff-line-away", name=name, role=_role(user, texts), count=count, day=day)
    if not count:
        return texts("staff-line", name=name, role=_role(user, texts))
    return texts("staff-line-open", name=name, role=_role(user, texts), count=count)


def _role(user: UserView, texts: Texts) -> Html:
    return texts(f"role-{user.role}")


def _to(key: str, action: StaffAction, texts: Texts, number: int = 0) -> InlineKeyboardButton:
    return button(texts.plain(key), StaffButton(action=action, number=number).pack())


def _back(texts: Texts) -> InlineKeyboardButton:
    return _to("button-back", StaffAction.LIST, texts)
