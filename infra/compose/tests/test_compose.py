"""infra/compose.yaml as podman-compose reads it, with the settings of `make production-env`."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final

import pytest
import yaml
from sqlalchemy import make_url

from fixline_local.desk.settings import SETTINGS, faults_of_services
from fixline_local.embedded.installation import WHEEL, Installation
from fixline_testing.connections import connected
from fixline_testing.own_postgres import OwnPostgres

pytestmark = pytest.mark.deployment

INFRA: Final = Path(__file__).parents[2]
COMPOSE: Final = INFRA / "compose.yaml"
PODMAN_COMPOSE: Final = (INFRA.parent / ".tools/deployment/bin/podman-compose", "--dry-run")
"""Rendering needs no podman; without the option, its version would be asked for."""
TOKEN: Final = "7000000001:AAThisIsABotOfTheTests0000000000000"
OURS: Final = ("bot", "tickets", "files")
MEMORY_OF_THE_MACHINE: Final = 2048
BACKUPS: Final = "/var/backups/fixline"
MADE_ELSEWHERE: Final = {"./compose/rendered/alertmanager"}
"""README: written before the profile is used."""


@pytest.fixture(scope="module")
def env_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("desk") / "new.env"
    subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", "fixline_operations", "production-env", file],
        env={"PATH": os.environ["PATH"], "BOT_TOKEN": TOKEN, "PUBLIC_ADDRESS": "desk.example.org"},
        capture_output=True,
        check=True,
    )
    return file


@pytest.fixture(scope="module")
def compose(env_file: Path) -> dict[str, Any]:
    profiles = [part for name in ("webhook", "s3", "observe", "operations") for part in ("--profile", name)]
    command: list[str | Path] = [*PODMAN_COMPOSE, "--env-file", env_file, "-f", COMPOSE, *profiles, "config"]
    done = subprocess.run(  # noqa: S603  # our own arguments
        command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rendered: dict[str, Any] = yaml.safe_load(done.stdout)
    return rendered


def is_once(name: str) -> bool:
    return name.endswith("-migration") or name in {"operations", "restore"}


def mebibytes(limit: str) -> int:
    found = re.fullmatch(r"(\d+)m", limit)
    assert found, limit
    return int(found[1])


def test_every_container_is_confined_and_its_logs_end(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["network_mode"] == "host", name
        assert service["pids_limit"] == 200, name
        assert mebibytes(service["mem_limit"]) > 0, name
        assert service["logging"]["options"] == {"max-size": "20m", "max-file": "5"}, name
        assert service["restart"] == ("no" if is_once(name) else "unless-stopped"), name


def test_only_those_who_must_keep_a_capability(compose: dict[str, Any]) -> None:
    kept = {name: service["cap_add"] for name, service in compose["services"].items() if "cap_add" in service}
    assert kept.keys() == {"postgresql", "proxy"}
    assert kept["proxy"] == ["NET_BIND_SERVICE"]


def test_images_of_others_are_pinned_to_a_release(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        host, _, rest = service["image"].partition("/")
        if host != "localhost":
            assert "." in host, name
            assert re.search(r":v?\d", rest), name


def test_it_fits_a_machine_of_two_gigabytes(compose: dict[str, Any]) -> None:
    steady = {
        name: mebibytes(service["mem_limit"])
        for name, service in compose["services"].items()
        if not is_once(name) and set(service.get("profiles", ["webhook"])) <= {"webhook"}
    }
    assert steady.keys() >= {*OURS, "postgresql", "valkey", "proxy", "backups"}
    assert sum(steady.values()) <= MEMORY_OF_THE_MACHINE


def test_services_start_after_their_migrations_and_what_they_need(compose: dict[str, Any]) -> None:
    for name in OURS:
        service = compose["services"][name]
        assert service["depends_on"][f"{name}-migration"]["condition"] == "service_completed_successfully"
        migration = compose["services"][f"{name}-migration"]
        assert migration["image"] == service["image"]
        assert migration["command"] == ["migrate", "upgrade"]
        assert migration["depends_on"] == {"postgresql": {"condition": "service_healthy"}}
    assert compose["services"]["bot"]["depends_on"]["valkey"]["condition"] == "service_healthy"
    for name in (*OURS, "postgresql", "valkey"):
        assert compose["services"][name]["healthcheck"]["test"], name


def test_the_services_take_their_settings(compose: dict[str, Any]) -> None:
    together = {"PATH": os.environ["PATH"]}
    for name in OURS:
        together |= {key: str(value) for key, value in compose["services"][name]["environment"].items()}
    assert faults_of_services(together) == []
    assert together["BOT_WEBHOOK_URL"] == "https://desk.example.org/telegram/webhook"


def test_whatever_a_service_can_be_told_is_passed_on(compose: dict[str, Any]) -> None:
    """A setting that compose leaves out is one that nobody hears of: it stands in .env, and does nothing."""
    # Files in a container are gone with it; backups' age is shown by tickets; reflection is for developers.
    for name in OURS:
        left_out = {"LOG_FILE", "BACKUP_METRICS_FILE", f"{name.upper()}_REFLECTION"}
        settings = resolve_name(next(each for each in SETTINGS if each.startswith(f"{name}_")))
        prefix = settings.model_config["env_prefix"]
        known = {
            str(field.validation_alias or f"{prefix}{key}".upper())
            for key, field in settings.model_fields.items()
        }
        assert known - left_out <= compose["services"][name]["environment"].keys(), name


def test_a_desk_is_restored_into_the_volume_of_its_server(compose: dict[str, Any], env_file: Path) -> None:
    restore, postgresql = compose["services"]["restore"], compose["services"]["postgresql"]
    *_, data = restore["entrypoint"]
    assert restore["entrypoint"][-4:-1] == ["backup", "restore", "--data"]
    assert data == postgresql["environment"]["PGDATA"]
    (volume,) = (each for each in postgresql["volumes"] if each.startswith("postgresql:"))
    assert data.startswith(f"{volume.partition(':')[2]}/")
    assert restore["profiles"] == ["operations"]
    assert set(restore["volumes"]) == {
        volume,
        "/var/backups/fixline:/var/backups/fixline",
        f"attachments:{settings_of(env_file)['FILES_STORE_URL'].removeprefix('file://')}",
    }
    assert restore["environment"] == compose["services"]["operations"]["environment"]


def test_each_service_gets_its_own_secrets_and_no_other_s(compose: dict[str, Any]) -> None:
    for name in OURS:
        others = tuple(f"{each.upper()}_" for each in OURS if each != name)
        environment = compose["services"][name]["environment"]
        assert not [key for key in environment if key.startswith(others)]
        assert ("AWS_SECRET_ACCESS_KEY" in environment) == (name == "files")
        assert list(compose["services"][f"{name}-migration"]["environment"]) == [
            f"{name.upper()}_DATABASE_URL"
        ]


def test_backups_keep_their_times_and_reach_what_they_copy(compose: dict[str, Any], env_file: Path) -> None:
    backups, operations = compose["services"]["backups"], compose["services"]["operations"]
    assert backups["entrypoint"][-2:] == ["-m", "fixline_operations.backup.schedule"]
    assert operations["profiles"] == ["operations"]
    assert "entrypoint" not in operations
    assert (
        backups["volumes"]
        == operations["volumes"]
        == [
            "/var/backups/fixline:/var/backups/fixline",
            f"attachments:{settings_of(env_file)['FILES_STORE_URL'].removeprefix('file://')}:ro",
        ]
    )
    for service in (backups, operations):
        environment = service["environment"]
        assert environment.items() >= database_urls(env_file).items()
        assert not [name for name in environment if re.search("TOKEN|CALLERS|INVITE|PSEUDONYM|VALKEY", name)]
    assert all(f"{name}-migration" in backups["depends_on"] for name in OURS)
    tickets = compose["services"]["tickets"]
    assert tickets["environment"]["BACKUP_METRICS_FILE"] == "/var/backups/fixline/fixline_backup.prom"
    assert tickets["volumes"] == ["/var/backups/fixline:/var/backups/fixline:ro"]
    assert "max_slot_wal_keep_size=2GB" in compose["services"]["postgresql"]["command"]


def test_no_command_line_shows_a_secret(compose: dict[str, Any], env_file: Path) -> None:
    values = [
        line.partition("=")[2] for line in env_file.read_text().splitlines() if "=" in line and line[0] != "#"
    ]
    secrets = [value for value in values if len(value) >= 32]
    assert len(secrets) > 8
    for name, service in compose["services"].items():
        said = f"{service.get('command')} {service.get('entrypoint')} {service.get('healthcheck')}"
        assert not [value for value in secrets if value in said], name


def test_what_is_mounted_is_there(compose: dict[str, Any]) -> None:
    volumes = set(compose["volumes"])
    for name, service in compose["services"].items():
        for mount in service.get("volumes", []):
            source = mount if isinstance(mount, str) else mount["source"]
            source = source.partition(":")[0]
            if source in {*MADE_ELSEWHERE, BACKUPS}:
                continue
            assert source in volumes or (INFRA / source).exists(), f"{name}: {source}"


def test_a_setting_that_is_missing_is_named(env_file: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.env"
    short.write_text(
        "".join(line for line in env_file.read_text().splitlines(True) if not line.startswith("BOT_TOKEN"))
    )
    command: list[str | Path] = [*PODMAN_COMPOSE, "--env-file", short, "-f", COMPOSE, "config"]
    done = subprocess.run(  # noqa: S603  # our own arguments
        command, env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "make production-env writes it" in done.stderr + done.stdout


def settings_of(env_file: Path) -> dict[str, str]:
    lines = env_file.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")


def database_urls(env_file: Path) -> dict[str, str]:
    return {name: url for name, url in settings_of(env_file).items() if name.endswith("_DATABASE_URL")}


@pytest.mark.parametrize("where", ["compose", "k8s"])
async def test_a_new_server_gets_a_role_and_a_database_for_each_service(
    own_postgres: OwnPostgres, env_file: Path, tmp_path: Path, where: str
) -> None:
    """Both scripts, on a real server."""
    settings = database_urls(env_file)
    urls = {name: make_url(settings[f"{name.upper()}_DATABASE_URL"]) for name in OURS}
    script = (
        INFRA / "compose/make-databases.sh"
        if where == "compose"
        else INFRA / "k8s/overlays/small/make-databases.sh"
    )
    text = script.read_text().replace("/run/secrets/fixline", str(tmp_path))
    copying = make_url(settings["BACKUP_DATABASE_URL"])
    for name, url in (urls | {"backup": copying}).items():
        (tmp_path / name).write_text(url.password or "")
    ran = tmp_path / "run.sh"
    ran.write_text(text)
    await own_postgres.start()
    server = make_url(own_postgres.server.dsn("postgres"))
    async with connected(own_postgres.server.dsn("postgres")) as connection:
        await connection.execute("CREATE ROLE postgres SUPERUSER LOGIN PASSWORD 'of-the-tests'")
    wrapper = tmp_path / "psql"
    psql = " ".join(map(str, Installation(Path(str(WHEEL.locate_file("")))).command("psql")))
    wrapper.write_text(
        f'#!/bin/sh\nPGDATABASE=postgres exec {psql} --host={server.host} --port={server.port} "$@"\n'
    )
    wrapper.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PGPASSWORD": "of-the-tests",
        "PGDATA": str(own_postgres.server.data),
    }
    process = await asyncio.create_subprocess_exec("/bin/sh", ran, env=environment | settings)
    assert await process.wait() == 0
    for name, url in urls.items():
        inside = url.set(drivername="postgresql", host=server.host, port=server.port)
        async with connected(inside) as connection:
            assert await connection.fetchval("SELECT current_database()") == name
            await connection.execute("CREATE TABLE mine ()")
    inside = copying.set(drivername="postgresql", host=server.host, port=server.port)
    async with connected(inside) as connection:
        await connection.execute("SELECT pg_create_restore_point('of-the-tests')")
        assert await connection.fetchval("SELECT rolreplication FROM pg_roles WHERE rolname = current_user")
    allowed = (own_postgres.server.data / "pg_hba.conf").read_text()
    # Compose's server is on the same machine, which may replicate by password as initdb writes it.
    assert ("host replication fixline_backup all scram-sha-256" in allowed) == (where == "k8s")
