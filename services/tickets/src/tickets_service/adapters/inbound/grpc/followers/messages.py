"""From followers to messages."""

from fixline.tickets.v1 import ticket_pb2
from tickets_service.adapters.inbound.grpc.names import user_name
from tickets_service.adapters.inbound.grpc.timestamps import timestamp
from tickets_service.application.views.followers import FollowerView


def follower_message(follower: FollowerView) -> ticket_pb2.Follower:
    return ticket_pb2.Follower(user=user_name(follower.user_id), create_time=timestamp(follower.since))
