"""Requests about what is kept no longer that are wrong in one field, and its path."""

from google.protobuf.message import Message

from fixline.tickets.v1 import retention_pb2
from fixline.tickets.v1 import retention_service_pb2 as pb

from .values import BAD_TEXT, KEY

BAD_DAYS = [-1, 1, 29, 3_651, 2**31 - 1]
BAD_KEYS = ["", "1", KEY[:-1]]


def policy(days: int = 30, *, reason: str = "", request_id: str = KEY) -> pb.UpdateRetentionPolicyRequest:
    return pb.UpdateRetentionPolicyRequest(
        policy=retention_pb2.RetentionPolicy(days=days), reason=reason, request_id=request_id
    )


CASES: list[tuple[str, Message, str]] = [
    *[("UpdateRetentionPolicy", policy(days), "policy.days") for days in BAD_DAYS],
    *[("UpdateRetentionPolicy", policy(reason=text), "reason") for text in ["x" * 1001, *BAD_TEXT]],
    *[("UpdateRetentionPolicy", policy(request_id=key), "request_id") for key in BAD_KEYS],
    ("UpdateRetentionPolicy", pb.UpdateRetentionPolicyRequest(request_id=KEY), "policy"),
    *[("PreviewRetention", pb.PreviewRetentionRequest(days=days), "days") for days in [0, *BAD_DAYS]],
    ("ListRetentionRuns", pb.ListRetentionRunsRequest(page_size=-1), "page_size"),
    ("ListRetentionRuns", pb.ListRetentionRunsRequest(page_token="x"), "page_token"),
]
