"""Locations as plain JSON values and back; see `answers`."""

from datetime import datetime

from tickets_service.application.answers import Answer
from tickets_service.application.views.places import LocationView
from tickets_service.domain.places.location import LocationId, LocationKind


def location_answer(location: LocationView) -> Answer:
    return {
        "id": location.id,
        "code": location.code,
        "display_name": location.display_name,
        "kind": location.kind.value,
        "ancestors": list(location.ancestors),
        "archived": location.archived,
        "available": location.available,
        "created_at": location.created_at.isoformat(),
        "updated_at": location.updated_at.isoformat(),
        "etag": location.etag,
    }


def location_from(answer: Answer) -> LocationView:
    return LocationView(
        id=LocationId(answer["id"]),
        code=answer["code"],
        display_name=answer["display_name"],
        kind=LocationKind(answer["kind"]),
        ancestors=tuple(answer["ancestors"]),
        archived=answer["archived"],
        available=answer["available"],
        created_at=datetime.fromisoformat(answer["created_at"]),
        updated_at=datetime.fromisoformat(answer["updated_at"]),
        etag=answer["etag"],
    )
