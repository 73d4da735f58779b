"""The table of the methods: whole, and of one mind with the protos."""

from fixline.tickets.v1 import (
    invite_service_pb2,
    location_service_pb2,
    old_file_service_pb2,
    report_service_pb2,
    retention_service_pb2,
    sla_service_pb2,
    ticket_service_pb2,
    user_service_pb2,
)
from fixline_rpc.methods import disagreements
from tickets_service.adapters.inbound.grpc.methods import METHODS

PROTOS = (
    invite_service_pb2,
    location_service_pb2,
    old_file_service_pb2,
    report_service_pb2,
    retention_service_pb2,
    sla_service_pb2,
    ticket_service_pb2,
    user_service_pb2,
)


def test_every_method_has_its_row() -> None:
    services = [each for proto in PROTOS for each in proto.DESCRIPTOR.services_by_name.values()]
    assert disagreements(METHODS, services) == []
