"""Reading a Bot API request: parameters from the query, a form, multipart or JSON."""

import json
import mimetypes
from typing import Any, Final

from aiohttp import web

from fixline_local.telegram.errors import ApiError, bad_request
from fixline_local.telegram.media.pictures import Upload

MAX_BODY: Final = 256 * 1024 * 1024


async def read_parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return parameters and files. Raise ApiError for a body that cannot be read."""
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if not request.can_read_body:
        return values, files
    if request.content_type == "application/json":
        return values | _json_object(await request.text()), files
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    except ValueError as error:
        raise bad_request("can't read the request's body") from error
    for name, value in form.items():
        if isinstance(value, web.FileField):
            files[name] = upload_of(value)
        else:
            values[name] = value
    return values, files


def upload_of(field: web.FileField) -> Upload:
    guessed = mimetypes.guess_type(field.filename)[0]
    given = field.content_type if field.content_type != "application/octet-stream" else None
    mime = given or guessed or "application/octet-stream"
    return Upload(name=field.filename or "file", mime=mime, content=field.file.read())


def _json_object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text or "{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object")
    return body
