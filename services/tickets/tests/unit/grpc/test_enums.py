"""Every value of every enum crosses the wire, both ways."""

from collections.abc import Mapping
from enum import Enum

import pytest
from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

from fixline.tickets.v1 import (
    event_pb2,
    invite_pb2,
    link_pb2,
    location_pb2,
    old_file_pb2,
    old_file_service_pb2,
    search_pb2,
    sla_pb2,
    ticket_pb2,
    ticket_service_pb2,
    user_pb2,
)
from tickets_service.adapters.inbound.grpc import enums
from tickets_service.application.ports.tickets.reader import Listing
from tickets_service.application.queries.search.highlights import Field
from tickets_service.application.ticket_order import Order
from tickets_service.domain.links.link import Direction, LinkKind
from tickets_service.domain.origins.old_file import FetchOutcome, OldFileKind, OldFileState
from tickets_service.domain.people.events import UserEventType
from tickets_service.domain.people.invite import InviteState
from tickets_service.domain.people.user import Role
from tickets_service.domain.places.events import LocationEventType
from tickets_service.domain.places.location import LocationKind
from tickets_service.domain.priority import Priority
from tickets_service.domain.sla.changes import SlaChangeType
from tickets_service.domain.sla.clock import ClockKind, ClockState
from tickets_service.domain.state import Category, State
from tickets_service.domain.tickets.comment import Visibility
from tickets_service.domain.tickets.events import EventType
from tickets_service.domain.violations import Violations


@pytest.mark.parametrize(
    ("table", "domain", "wire"),
    [
        (enums.STATES, State, ticket_pb2.Ticket.State),
        (enums.CATEGORIES, Category, ticket_pb2.Ticket.Category),
        (enums.VISIBILITIES, Visibility, ticket_pb2.Comment.Visibility),
        (enums.PRIORITIES, Priority, ticket_pb2.Priority),
        (enums.ROLES, Role, user_pb2.Role),
        (enums.EVENT_TYPES, EventType, event_pb2.EventType),
        (enums.USER_EVENT_TYPES, UserEventType, user_pb2.UserEvent.Type),
        (enums.INVITE_STATES, InviteState, invite_pb2.Invite.State),
        (enums.FIELDS, Field, search_pb2.Highlight.Field),
        (enums.ORDERS, Order, ticket_service_pb2.ListTicketsRequest.Order),
        (enums.LINK_KINDS, LinkKind, link_pb2.Link.Kind),
        (enums.DIRECTIONS, Direction, link_pb2.Link.Direction),
        (enums.OLD_FILE_KINDS, OldFileKind, old_file_pb2.OldFile.Kind),
        (enums.OLD_FILE_STATES, OldFileState, old_file_pb2.OldFile.State),
        (enums.FETCH_OUTCOMES, FetchOutcome, old_file_service_pb2.SettleOldFileRequest.Outcome),
        (enums.SLA_CLOCKS, ClockKind, ticket_pb2.SlaClock),
        (enums.CLOCK_STATES, ClockState, ticket_pb2.Ticket.Sla.State),
        (enums.SLA_CHANGE_TYPES, SlaChangeType, sla_pb2.SlaChangeType),
        (enums.LOCATION_KINDS, LocationKind, location_pb2.Location.Kind),
        (enums.LOCATION_EVENT_TYPES, LocationEventType, location_pb2.LocationEvent.Type),
        (enums.LISTINGS, Listing, ticket_service_pb2.ListTicketsRequest.View),
    ],
)
def test_tables_are_complete(table: Mapping[Enum, int], domain: type[Enum], wire: EnumTypeWrapper) -> None:
    assert set(table) == set(domain)
    assert sorted(table.values()) == sorted(set(wire.values()) - {0})
    for value, number in table.items():
        assert wire.Name(number).endswith(f"_{value.name}")
        assert enums.one_from(number, table, "field", Violations(), unset=None) is value
    assert enums.all_from(table.values(), table, "field", Violations()) == set(domain)
