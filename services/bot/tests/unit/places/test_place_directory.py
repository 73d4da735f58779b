"""The tree of places over gRPC: kept for a minute, and missing where the bot may not read it."""

from collections.abc import Sequence

import pytest

from bot_service.adapters.outbound.grpc.places.places import GrpcPlaceDirectory
from fixline.tickets.v1 import location_pb2, location_service_pb2
from fixline.tickets.v1.location_service_pb2_grpc import (
    LocationServiceServicer,
    add_LocationServiceServicer_to_server,
)
from fixline_testing.rpc import TOKEN, serving

SERVICE = "fixline.tickets.v1.LocationService"
SCOPES = {f"{SERVICE}/ListLocations": "locations.read", f"{SERVICE}/GetLocation": "locations.read"}


class GrowingPlaces(LocationServiceServicer):
    """Two pages, whatever the size of one."""

    def __init__(self) -> None:
        self.codes = ["A", "B"]
        self.read = 0

    async def ListLocations(  # noqa: N802  # gRPC's
        self,
        request: location_service_pb2.ListLocationsRequest,
        context: object,  # noqa: ARG002  # gRPC's
    ) -> location_service_pb2.ListLocationsResponse:
        assert request.subtree
        assert not request.show_archived
        self.read += not request.page_token
        shown, following = (self.codes[1:], "") if request.page_token else (self.codes[:1], "more")
        return location_service_pb2.ListLocationsResponse(
            locations=[place(code) for code in shown], next_page_token=following
        )

    async def GetLocation(  # noqa: N802  # gRPC's
        self,
        request: location_service_pb2.GetLocationRequest,
        context: object,  # noqa: ARG002  # gRPC's
    ) -> location_service_pb2.GetLocationResponse:
        code = request.name.removeprefix("locations/")
        return location_service_pb2.GetLocationResponse(
            location=location_pb2.Location(code=code, available=code in self.codes)
        )


def place(code: str) -> location_pb2.Location:
    return location_pb2.Location(code=code, display_name=f"House {code}")


@pytest.mark.parametrize(("scopes", "known"), [(["locations.read"], 2), ([], 0)])
async def test_a_bot_that_may_not_read_places_knows_none(scopes: Sequence[str], known: int) -> None:
    places = GrowingPlaces()  # type: ignore[abstract]  # its other methods stay UNIMPLEMENTED, as generated
    async with (
        serving(
            [(add_LocationServiceServicer_to_server, places)],
            method_scopes=SCOPES,
            translate_error=lambda _: None,
            callers={"bot": (TOKEN, scopes)},
        ) as served,
        served.channel() as channel,
    ):
        directory = GrpcPlaceDirectory(channel, kept_for=60)
        assert len(await directory.tree("C")) == known


async def test_the_tree_is_kept_for_some_time_and_read_anew_for_a_new_code() -> None:
    places, now = GrowingPlaces(), 0.0  # type: ignore[abstract]  # as above
    async with (
        serving(
            [(add_LocationServiceServicer_to_server, places)],
            method_scopes=SCOPES,
            translate_error=lambda _: None,
        ) as served,
        served.channel() as channel,
    ):
        directory = GrpcPlaceDirectory(channel, lambda: now, kept_for=60)
        places.codes.clear()
        assert not await directory.tree(), "the first places are there at once"
        places.codes += ["A", "B"]
        assert len(await directory.tree()) == 2
        places.read = 1
        places.codes.append("C")
        assert len(await directory.tree("NOWHERE")) == 2
        assert places.read == 1
        assert len(await directory.tree("C")) == 3
        places.codes.append("D")
        now = 59.0
        assert len(await directory.tree()) == 3
        now = 60.0
        assert len(await directory.tree()) == 4
        assert places.read == 3
