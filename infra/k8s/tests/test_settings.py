"""The settings of the pods: secrets of `fixline kubernetes-secrets`, and the config maps, make a desk that starts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from fixline_local.desk.settings import faults_of_services

from .conftest import Object, Rendered
from .test_objects import environment_of

pytestmark = pytest.mark.deployment

TOKEN: Final = "7000000001:AAThisIsABotOfTheTests0000000000000"
SERVICES: Final = ("bot", "tickets", "files")


def fixline(folder: Path, *arguments: str, **settings: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "fixline_operations", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def secrets(rendered: Rendered, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Object]:
    folder = tmp_path_factory.mktemp("desk")
    fixline(folder, "production-env", "new.env", BOT_TOKEN=TOKEN, PUBLIC_ADDRESS="desk.example.org")
    with (folder / "new.env").open("a") as file:
        file.write("AWS_ACCESS_KEY_ID=key\nAWS_SECRET_ACCESS_KEY=secret\n")
    where = ["--in-cluster"] if rendered.overlay == "small" else []
    # Whoever calls it has credentials of their own.
    theirs = {"AWS_SESSION_TOKEN": "of-mine-alone", "BOT_PROXY": "socks5://me:of-mine-alone@proxy"}
    printed = fixline(folder, "--env", "new.env", "kubernetes-secrets", *where, **theirs)
    assert "of-mine-alone" not in printed
    objects = [json.loads(each) for each in printed.split("---\n") if each]
    return {each["metadata"]["name"]: each for each in objects}


def settings_of(rendered: Rendered, secrets: dict[str, Object], service: str) -> dict[str, str]:
    (container,) = rendered.one("Deployment", service)["spec"]["template"]["spec"]["containers"]
    said: dict[str, str] = {}
    for source in container["envFrom"]:  # what comes later holds
        if "secretRef" in source:
            said |= secrets[source["secretRef"]["name"]]["stringData"]
        else:
            said |= rendered.one("ConfigMap", source["configMapRef"]["name"])["data"]
    return said


def test_the_settings_are_what_the_services_take(rendered: Rendered, secrets: dict[str, Object]) -> None:
    together: dict[str, str] = {"PATH": os.environ["PATH"]}
    for service in SERVICES:
        together |= settings_of(rendered, secrets, service)
    assert faults_of_services(together) == []
    assert together["ENVIRONMENT"] == "production"
    assert ("BOT_WEBHOOK_URL" in together) == (rendered.overlay == "production")


def test_each_service_gets_its_own_secrets_and_no_other_s(
    rendered: Rendered, secrets: dict[str, Object]
) -> None:
    for service in SERVICES:
        others = tuple(f"{each.upper()}_" for each in SERVICES if each != service)
        own = settings_of(rendered, secrets, service)
        assert not [name for name in own if name.startswith(others)]
        assert ("AWS_SECRET_ACCESS_KEY" in own) == (service == "files")
        assert "FIXLINE_API_TOKEN" not in own


def test_backups_get_the_databases_and_the_store_and_no_other_secret(secrets: dict[str, Object]) -> None:
    assert secrets["fixline-backups"]["stringData"].keys() == {
        "BACKUP_DATABASE_URL",
        *(f"{service.upper()}_DATABASE_URL" for service in SERVICES),
        *("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    }


def test_secrets_that_pods_name_are_printed_with_their_keys(
    rendered: Rendered, secrets: dict[str, Object]
) -> None:
    for name, container in rendered.containers():
        for variable in container.get("env", []):
            if reference := variable.get("valueFrom", {}).get("secretKeyRef"):
                assert reference["key"] in secrets[reference["name"]]["stringData"], name
        for source in container.get("envFrom", []):
            if "secretRef" in source:
                assert source["secretRef"]["name"] in secrets, name
    for name, pod in rendered.pods():
        for volume in pod["spec"].get("volumes", []):
            if "secret" in volume and not volume["secret"].get("optional"):
                assert volume["secret"]["secretName"] in secrets, name


def test_processes_listen_where_their_pods_and_callers_say(
    rendered: Rendered, secrets: dict[str, Object]
) -> None:
    bot = settings_of(rendered, secrets, "bot")
    for service in SERVICES:
        (container,) = rendered.one("Deployment", service)["spec"]["template"]["spec"]["containers"]
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        own = environment_of(rendered, container)
        for variable, port in (("ADMIN", "admin"), ("GRPC", "grpc"), ("WEBHOOK", "webhook")):
            if port in ports:
                assert own[f"{service.upper()}_{variable}_LISTEN"] == f"0.0.0.0:{ports[port]}"
        if service != "bot":
            called = rendered.one("Service", service)
            (grpc,) = (each["port"] for each in called["spec"]["ports"] if each["name"] == "grpc")
            assert bot[f"BOT_{service.upper()}_TARGET"] == f"dns:///{service}:{grpc}"
            assert (
                called["spec"]["clusterIP"] == "None"
            )  # else the name is one address, and calls go to one replica


def test_the_servers_of_a_small_desk_know_the_passwords_that_are_used(
    rendered: Rendered, secrets: dict[str, Object]
) -> None:
    if rendered.overlay != "small":
        assert not {"postgresql-passwords", "valkey-password"} & secrets.keys()
        return
    passwords = secrets["postgresql-passwords"]["stringData"]
    assert passwords.keys() == {*SERVICES, "postgres", "backup"}
    backups = secrets["fixline-backups"]["stringData"]
    role = f"fixline_backup:{passwords['backup']}"
    assert backups["BACKUP_DATABASE_URL"] == f"postgresql+asyncpg://{role}@postgresql:5432/postgres"
    for service in SERVICES:
        url = settings_of(rendered, secrets, service)[f"{service.upper()}_DATABASE_URL"]
        role, server = f"fixline_{service}:{passwords[service]}", "@postgresql:5432/"
        assert url == f"postgresql+asyncpg://{role}{server}{service}"
        assert backups[f"{service.upper()}_DATABASE_URL"] == url
    valkey = secrets["valkey-password"]["stringData"]["password"]
    assert settings_of(rendered, secrets, "bot")["BOT_VALKEY_URL"] == f"redis://:{valkey}@valkey:6379/0"
