"""An object store of its own process, that a test may freeze: of S3's wire what a store's client asks for.

`python object_server.py` prints its port. Signatures are not looked at.
"""

import asyncio
import re
from email.utils import formatdate
from typing import Final

from aiohttp import web

STARTED: Final = "<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
COMPLETED: Final = "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>"
KEY: Final = re.compile(r"<Key>([^<]*)</Key>")


class Objects:
    """Keeps in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._parts: dict[str, dict[int, bytes]] = {}

    async def answer(self, request: web.Request) -> web.Response:
        if {"uploads", "uploadId"} & request.query.keys():
            return await self._in_parts(request, request.query.get("uploadId", ""))
        key = request.path
        match request.method:
            case "PUT":
                self._kept[key] = await request.read()
                return web.Response(headers={"ETag": '"1"'})
            case "POST" if "delete" in request.query:
                gone = KEY.findall(await request.text())
                for each in gone:
                    self._kept.pop(f"{key}/{each}", None)
                deleted = "".join(f"<Deleted><Key>{each}</Key></Deleted>" for each in gone)
                return web.Response(text=f"<DeleteResult>{deleted}</DeleteResult>")
            case "GET" if key in self._kept:
                headers = {"ETag": '"1"', "Last-Modified": formatdate(usegmt=True)}
                return web.Response(body=self._kept[key], headers=headers)
        return web.Response(status=404)

    async def _in_parts(self, request: web.Request, upload: str) -> web.Response:
        match request.method:
            case "POST" if not upload:
                return web.Response(text=STARTED.format(id=request.path))
            case "PUT":
                part = int(request.query["partNumber"])
                self._parts.setdefault(upload, {})[part] = await request.read()
                return web.Response(headers={"ETag": f'"{part}"'})
            case "POST":
                parts = self._parts.pop(upload)
                self._kept[request.path] = b"".join(parts[number] for number in sorted(parts))
                return web.Response(text=COMPLETED)
        self._parts.pop(upload, None)
        return web.Response(status=204)


async def serve() -> None:
    application = web.Application(client_max_size=1 << 26)
    application.router.add_route("*", "/{key:.*}", Objects().answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)  # noqa: T201  # for whoever started it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
