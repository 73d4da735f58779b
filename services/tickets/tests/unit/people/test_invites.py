"""Offers of a role: their codes, their life, and for whom they are a raise."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tickets_service.adapters.outbound.system.invite_codes import KeyedInviteCodes
from tickets_service.application.commands.people.redeem_invite import INVITE_CODE
from tickets_service.domain.people.invite import OFFERED, Invite, InviteId, InviteState, digest_of
from tickets_service.domain.people.invite_errors import (
    InviteNotFoundError,
    InviteNotOpenError,
    RoleNotRaisedError,
)
from tickets_service.domain.people.user import Role, User, UserId

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RAISES = {
    (Role.USER, Role.AGENT),
    (Role.USER, Role.DISPATCHER),
    (Role.USER, Role.ADMIN),
    (Role.USER, Role.AUDITOR),
    (Role.AGENT, Role.DISPATCHER),
    (Role.AGENT, Role.ADMIN),
    (Role.DISPATCHER, Role.ADMIN),
}


def invite(role: Role = Role.AGENT) -> Invite:
    return Invite(
        id=InviteId(3),
        code_digest=b"",
        salt=b"",
        role=role,
        note="",
        creator_id=UserId(1),
        created_at=NOW,
        expires_at=NOW + timedelta(minutes=30),
    )


def user(role: Role = Role.USER) -> User:
    return User(
        id=UserId(2),
        telegram_id=5,
        username="",
        display_name="Ann",
        language="en",
        role=role,
        active=True,
        created_at=NOW,
    )


def test_a_code_depends_on_key_and_salt_alone() -> None:
    codes, others = KeyedInviteCodes(b"k" * 32), KeyedInviteCodes(b"l" * 32)
    one, two = codes.new_salt(), codes.new_salt()
    assert len(one) == 16
    assert one != two
    code = codes.code(one)
    assert code == KeyedInviteCodes(b"k" * 32).code(one)
    assert len({code, codes.code(two), others.code(one), KeyedInviteCodes().code(one)}) == 4
    assert len(code) == 32
    assert INVITE_CODE.fullmatch(code)
    assert digest_of(code) == sha256(code.encode()).digest()


def test_its_life() -> None:
    offer = invite()
    assert offer.state(NOW) is InviteState.OPEN
    assert offer.state(offer.expires_at - SECOND) is InviteState.OPEN
    assert offer.state(offer.expires_at) is InviteState.EXPIRED
    used, revoked = invite(), invite()
    used.redeem(user(), now=NOW)
    revoked.revoke(UserId(1), now=NOW)
    for now in (NOW, offer.expires_at):
        assert used.state(now) is InviteState.USED
        assert revoked.state(now) is InviteState.REVOKED


def test_what_has_ended_is_not_redeemed_nor_revoked() -> None:
    used, revoked, expired = invite(), invite(), invite()
    used.redeem(user(), now=NOW)
    revoked.revoke(UserId(1), now=NOW)
    for offer, now in ((used, NOW), (revoked, NOW), (expired, expired.expires_at)):
        with pytest.raises(InviteNotFoundError):
            offer.redeem(user(), now=now)
        with pytest.raises(InviteNotOpenError) as caught:
            offer.revoke(UserId(1), now=now)
        assert caught.value.facts == {"invite": "invites/3", "state": offer.state(now).value}


@pytest.mark.parametrize("has", Role)
@pytest.mark.parametrize("offered", sorted(OFFERED))
def test_it_only_ever_raises(has: Role, offered: Role) -> None:
    offer = invite(offered)
    if (has, offered) in RAISES:
        offer.redeem(user(has), now=NOW)
        assert (offer.redeemer_id, offer.redeemed_at) == (2, NOW)
        return
    with pytest.raises(RoleNotRaisedError):
        offer.redeem(user(has), now=NOW)
    assert offer.state(NOW) is InviteState.OPEN
