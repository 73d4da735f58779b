"""`fixline kubernetes-secrets`: a desk's settings as the secrets that its pods read (infra/k8s)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Final

import click
from sqlalchemy import URL

from fixline_local.desk.programs import SERVICES
from fixline_operations.choice import Choice, pass_choice
from fixline_operations.deployment import in_file, url_in
from fixline_operations.errors import OperationError

SHARED: Final = ("PSEUDONYM_KEY", "SENTRY_DSN")
ELSEWHERE: Final = ("_LISTEN", "_TARGET", "_WEBHOOK_URL", "_STORE_URL")
"""What the objects in infra/k8s say themselves."""
OBJECT_STORE: Final = "AWS_"
BACKUP_URL: Final = "BACKUP_DATABASE_URL"
FOR_BACKUPS: Final = (BACKUP_URL, "BACKUP_RECIPIENT", *(f"{each.upper()}_DATABASE_URL" for each in SERVICES))
BACKUPS: Final = "fixline-backups"


@click.command("kubernetes-secrets")
@click.option("--namespace", default="fixline", show_default=True)
@click.option(
    "--in-cluster",
    is_flag=True,
    help="PostgreSQL and Valkey are those of the overlay `small`: their passwords become secrets, too.",
)
@pass_choice
def kubernetes_secrets(choice: Choice, namespace: str, in_cluster: bool) -> None:
    """Print the secrets of a desk's pods, for `kubectl apply --filename=-`.

    Each service gets its own and no other's.
    """
    deployment = choice.deployment
    if choice.env_file is not None:
        # What is in the environment beside it is whoever types this: their own AWS_… are not the desk's.
        deployment = replace(deployment, source=str(choice.env_file), settings=in_file(choice.env_file))
    settings = {name: value for name, value in deployment.settings.items() if value}
    for name in ("PSEUDONYM_KEY", "BOT_VALKEY_URL", *(f"{each.upper()}_DATABASE_URL" for each in SERVICES)):
        deployment.setting(name)
    found = secrets_of(settings)
    if in_cluster:
        deployment.setting(BACKUP_URL)
        found |= servers_in_the_cluster(found)
    for name, values in found.items():
        click.echo("---")
        click.echo(json.dumps(secret(namespace, name, values), indent=2))


def secrets_of(settings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return what goes into each secret, by its name."""
    shared = {name: settings[name] for name in SHARED if name in settings}
    own = {
        f"fixline-{service}": {
            name: value
            for name, value in settings.items()
            if name.startswith(f"{service.upper()}_") and not name.endswith(ELSEWHERE)
        }
        for service in SERVICES
    }
    store = {name: value for name, value in settings.items() if name.startswith(OBJECT_STORE)}
    own["fixline-files"] |= store
    backups = {name: settings[name] for name in FOR_BACKUPS if name in settings} | store
    return {"fixline": shared, **own, **({BACKUPS: backups} if BACKUP_URL in settings else {})}


def servers_in_the_cluster(secrets: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the secrets anew, with the addresses of the overlay `small`, and those of its servers.

    Raises `OperationError` for what is no URL, or has no password.
    """
    moved: dict[str, dict[str, str]] = {BACKUPS: dict(secrets[BACKUPS])}
    passwords: dict[str, str] = {}
    for service in SERVICES:
        name = f"{service.upper()}_DATABASE_URL"
        url = url_in(name, secrets[f"fixline-{service}"][name])
        passwords[service] = password_of(name, url)
        inside = url.set(username=f"fixline_{service}", database=service, host="postgresql", port=5432)
        moved[BACKUPS][name] = inside.render_as_string(hide_password=False)
        moved[f"fixline-{service}"] = {**secrets[f"fixline-{service}"], name: moved[BACKUPS][name]}
    valkey = url_in("BOT_VALKEY_URL", secrets["fixline-bot"]["BOT_VALKEY_URL"])
    moved["fixline-bot"]["BOT_VALKEY_URL"] = valkey.set(host="valkey", port=6379).render_as_string(
        hide_password=False
    )
    # The superuser's is needed once, while the server makes itself; it stays the same when this is printed again.
    superuser = sha256("\n".join(passwords.values()).encode()).hexdigest()
    copying = url_in(BACKUP_URL, secrets[BACKUPS][BACKUP_URL])
    passwords |= {"postgres": superuser, "backup": password_of(BACKUP_URL, copying)}
    inside = copying.set(username="fixline_backup", database="postgres", host="postgresql", port=5432)
    moved[BACKUPS][BACKUP_URL] = inside.render_as_string(hide_password=False)
    return {
        **moved,
        "postgresql-passwords": passwords,
        "valkey-password": {"password": password_of("BOT_VALKEY_URL", valkey)},
    }


def password_of(name: str, url: URL) -> str:
    if not url.password:
        raise OperationError(f"{name} has no password, and the server in the cluster needs one.")
    return url.password


def secret(namespace: str, name: str, values: Mapping[str, str]) -> dict[str, object]:
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": name,
            "namespace": namespace,
            "labels": {"app.kubernetes.io/part-of": "fixline"},
        },
        "stringData": dict(values),
    }
