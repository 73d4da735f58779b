"""Ports: chosen, taken, wrong."""

import json
import socket
from pathlib import Path

import pytest

from fixline_local.desk.addresses import KEPT, Addresses, PortTakenError


def test_the_environment_moves_a_port() -> None:
    addresses = Addresses.from_environment({"PORT_CHAT": "18080", "OTHER": "1"})
    assert (addresses.chat, addresses.traces) == (18080, Addresses().traces)


@pytest.mark.parametrize("text", ["", "x", "0", "65536", "-1", "80.0"])
def test_a_port_that_is_none_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="PORT_CHAT must be a port from 1 to 65535"):
        Addresses.from_environment({"PORT_CHAT": text})


def test_every_taken_port_is_named_with_its_remedy() -> None:
    addresses = Addresses.free()
    with (
        socket.create_server(("127.0.0.1", addresses.chat)),
        socket.create_server(("127.0.0.1", addresses.files_grpc)),
        pytest.raises(PortTakenError) as caught,
    ):
        addresses.require_free()
    assert f"port {addresses.chat} (chat): set PORT_CHAT" in str(caught.value)
    assert f"port {addresses.files_grpc} (files grpc): set PORT_FILES_GRPC" in str(caught.value)
    assert str(addresses.traces) not in str(caught.value)


def test_free_ports_differ() -> None:
    addresses = Addresses.free()
    addresses.require_free()


def test_where_a_desk_listens_is_kept_for_others(tmp_path: Path) -> None:
    assert Addresses.kept_in(tmp_path) is None
    addresses = Addresses.free()
    addresses.keep(tmp_path)
    assert Addresses.kept_in(tmp_path) == addresses


def test_addresses_that_another_release_kept_are_read(tmp_path: Path) -> None:
    (tmp_path / KEPT).write_text(json.dumps({"chat": 18080, "no_longer": 1}))
    assert Addresses.kept_in(tmp_path) == Addresses(chat=18080)
