"""From requests about invites to commands and queries."""

from fixline.tickets.v1 import invite_service_pb2 as pb
from tickets_service.adapters.inbound.grpc.enums import ROLES, one_from
from tickets_service.adapters.inbound.grpc.names import invite_id_from, user_id_or_none
from tickets_service.adapters.inbound.grpc.principal import principal
from tickets_service.application.commands.people.create_invite import CreateInvite
from tickets_service.application.commands.people.redeem_invite import RedeemInvite
from tickets_service.application.commands.people.revoke_invite import RevokeInvite
from tickets_service.application.queries.people.list_invites import ListInvites
from tickets_service.domain.people.user import Role
from tickets_service.domain.violations import Violations


def create_invite(request: pb.CreateInviteRequest) -> CreateInvite:
    violations = Violations()
    person_id = user_id_or_none(request.person, "person", violations)
    role = one_from(request.role, ROLES, "role", violations, unset=Role.USER)
    violations.refuse_if_any()
    given = request.ttl.seconds + request.ttl.nanos / 1e9
    return CreateInvite(
        principal=principal(),
        role=role,
        note=request.note,
        ttl_seconds=given if request.HasField("ttl") else None,
        person_id=person_id,
        request_id=request.request_id,
    )


def redeem_invite(request: pb.RedeemInviteRequest) -> RedeemInvite:
    return RedeemInvite(principal=principal(), code=request.code, request_id=request.request_id)


def revoke_invite(request: pb.RevokeInviteRequest) -> RevokeInvite:
    violations = Violations()
    invite_id = invite_id_from(request.name, "name", violations)
    violations.refuse_if_any()
    return RevokeInvite(principal=principal(), invite_id=invite_id, request_id=request.request_id)


def list_invites(request: pb.ListInvitesRequest) -> ListInvites:
    return ListInvites(
        principal=principal(),
        only_open=request.only_open,
        page_size=request.page_size,
        page_token=request.page_token,
    )
