"""Write the API reference: `python libs/proto/reference PROTOS TARGET`."""

import json
import sys
from pathlib import Path

from error_page import Section, error_page, sections
from pages import Api, pages, slug_of
from schema import packages

from files_service.adapters.inbound.grpc import catalogue as files_catalogue
from files_service.adapters.inbound.grpc import errors as files_errors
from files_service.adapters.inbound.grpc import methods as files_methods
from fixline_rpc.client.channel import SERVICE_CONFIG
from fixline_rpc.own_errors import OWN_ERRORS
from tickets_service.adapters.inbound.grpc import catalogue as tickets_catalogue
from tickets_service.adapters.inbound.grpc import errors as tickets_errors
from tickets_service.adapters.inbound.grpc import methods as tickets_methods

TITLES = {"fixline.tickets.v1": "Tickets", "fixline.files.v1": "Files"}
ERRORS = {"Tickets": tickets_catalogue.catalogue(), "Files": files_catalogue.catalogue()}
METHODS = {"Tickets": tickets_methods.METHODS, "Files": files_methods.METHODS}
DOMAINS = {"Tickets": tickets_errors.ERROR_DOMAIN, "Files": files_errors.ERROR_DOMAIN}

INTRODUCTION = f"""\
# API reference

Generated from the comments in `proto/`, and from the services: the row of each method, and
the error classes. `make docs` writes it anew.

Every call carries a token (`authorization: Bearer …`), whose scopes say which methods it may call, and may name the
user it acts for (`fixline-actor: users/7`). Mutations take a `request_id`, a UUID: repeating a call with it is safe.
Lists return a `next_page_token` until they end; a page may hold fewer than were asked for, so that an answer stays
below 4 MiB.

Give your channel this service config, in whatever language. It spreads calls over the replicas, leaves out those that
drain, and repeats what a process that goes away has not answered: gRPC by itself repeats nothing, and answers some
calls with `CANCELLED` then.

```json
{json.dumps(SERVICE_CONFIG, indent=2)}
```

| service | |
|---|---|"""


def error_sections() -> list[Section]:
    own = sorted(OWN_ERRORS, key=lambda entry: entry.code.value[0])
    return sections(
        [*((title, DOMAINS[title], ERRORS[title]) for title in ERRORS), ("Every service", "", own)]
    )


def apis(protos: Path, errors: list[Section]) -> list[Api]:
    headings = {section.title: section.headings for section in errors}
    return [
        Api(
            title=(title := TITLES[package.name]),
            package=package,
            own_reasons=headings["Every service"],
            reasons={**headings["Every service"], **headings[title]},
            methods=METHODS[title],
        )
        for package in packages(protos)
    ]


def index(found: list[Api]) -> str:
    rows = [
        f"| [{service.name}]({slug_of(service)}.md) | {' '.join(service.comment.split('.')[0].split())} |"
        for api in found
        for service in api.package.services
    ]
    types = [f"- [Types of the {api.slug} API]({api.slug}-types.md)" for api in found]
    return "\n".join([INTRODUCTION, *rows, "", *types, "- [Errors](errors.md)"]) + "\n"


def generate(protos: Path, target: Path) -> None:
    """Replace what is in `target`; raise ValueError where protos, rows and errors contradict each other."""
    errors = error_sections()
    found = apis(protos, errors)
    written = {"README.md": index(found), "errors.md": error_page(errors)}
    for api in found:
        written |= pages(api)
    target.mkdir(parents=True, exist_ok=True)
    for stale in target.glob("*.md"):
        stale.unlink()
    for name, text in written.items():
        (target / name).write_text(text)


if __name__ == "__main__":
    try:
        generate(Path(sys.argv[1]), Path(sys.argv[2]))
    except ValueError as contradiction:
        sys.exit(str(contradiction))
