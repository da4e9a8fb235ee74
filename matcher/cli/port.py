"""Whether the address to serve on is free, asked before anything is loaded."""

import errno
import socket

import click

_REASONS = {
    errno.EADDRINUSE: "another program listens there: stop it, or take another with --port",
    errno.EACCES: "this user may not listen there: take one above 1023 with --port",
    errno.EADDRNOTAVAIL: "no network of this machine has that address: see --host",
}


def check_port(host: str, port: int) -> None:
    """Raises ClickException where nothing can listen on `host` and `port`."""
    try:
        with socket.create_server((host, port), family=_family(host, port)):
            pass
    except socket.gaierror:
        raise click.ClickException(f"{host} is no address: see --host.") from None
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror)
        raise click.ClickException(f"Nothing can be served on {host}:{port}: {reason}.") from None


def _family(host: str, port: int) -> socket.AddressFamily:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
