"""Rules that hold in every test."""

import ipaddress
import sys

import pytest


def _is_loopback(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):  # None and "": a server that binds
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Fail the test that looks up or calls any host but this one.

    An audit hook sees every socket of this process, whichever library opened it.
    `pytest.fail` raises a BaseException: no `except Exception` and no retry hides it.
    """
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        if not isinstance(address, tuple):  # a Unix socket, or a socket already connected
            return
        host = address[0]
    else:
        return
    if not _is_loopback(host):
        pytest.fail(f"a test reached for the network: {event} {host!r}")


def pytest_configure() -> None:
    """Close the network before the first test module is imported."""
    sys.addaudithook(_refuse_network)
