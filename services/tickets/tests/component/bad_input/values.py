"""What no field of its kind takes."""

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

KEY = "0b0e7a0e-4c1c-4bb5-9d55-0a3d1f6a2c11"
FILE = f"files/{KEY}"
BAD_TEXT = ["\x00", "a\x07b", "\x1b[31m", "line\rfeed"]
BAD_TICKETS = [
    "",
    "1",
    "tickets/",
    "tickets/0",
    "tickets/01",
    "tickets/-1",
    "tickets/1/comments/2",
    "tickets/x",
    "tickets/\u0661",
    "tickets/9223372036854775808",
    "users/1",
    "tickets/1 ",
    "TICKETS/1",
]
BAD_LOCATIONS = ["HQ", "locations/", "locations/H Q", "locations/\0", "locations/" + "X" * 21]
BAD_COMMENTS = [
    "",
    "tickets/1",
    "tickets/1/comments/",
    "tickets/1/comments/0",
    "tickets/x/comments/1",
    "comments/1",
]
BAD_LINKS = ["", "tickets/1", "tickets/1/links/", "tickets/1/links/0", "tickets/1/comments/1", "links/1"]
BAD_USERS = ["users/0", "users/x", "users/9223372036854775808", "tickets/1", "me", "\x00"]
BAD_TIMES = [
    Timestamp(seconds=2**63 - 1),
    Timestamp(seconds=-(2**63)),
    Timestamp(seconds=253_402_300_800),
    Timestamp(nanos=-1),
    Timestamp(nanos=10**9),
]
BAD_KEYS = ["", "1", KEY[:-1], f"{{{KEY}}}", KEY.replace("-", "")]
BAD_LIVES = [
    Duration(),
    Duration(seconds=-60),
    Duration(seconds=59, nanos=999_999_999),
    Duration(seconds=60, nanos=-1),
    Duration(seconds=7 * 86_400, nanos=1),
    Duration(seconds=2**62),
    Duration(seconds=-(2**62)),
]
