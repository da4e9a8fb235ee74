"""Whether the address to serve on is free, asked before the server is loaded."""

import errno
import socket
from time import monotonic, sleep

import click

_PATIENCE = 3.0  # workers of a server that was killed see so within a second, and let the port go
_LOOK_SECONDS = 0.1
_REASONS = {
    errno.EADDRINUSE: "another program listens there: stop it, or take another with --port",
    errno.EACCES: "this user may not listen there: take one above 1023 with --port",
    errno.EADDRNOTAVAIL: "no network of this machine has that address: see --host",
}


def check_port(host: str, port: int, patience: float = _PATIENCE) -> None:
    """Raises ClickException where nothing can listen on `host` and `port`, also after `patience` seconds."""
    gives_up_at = monotonic() + patience
    try:
        while not _is_free(host, port, last=monotonic() >= gives_up_at):
            sleep(_LOOK_SECONDS)
    except socket.gaierror:
        raise click.ClickException(f"{host} is no address: see --host.") from None
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror)
        raise click.ClickException(f"Nothing can be served on {host}:{port}: {reason}.") from None


def _is_free(host: str, port: int, *, last: bool) -> bool:
    """Raises OSError, where it is taken only at the `last` look."""
    try:
        with socket.create_server((host, port), family=_family(host, port)):
            return True
    except OSError as error:
        if last or error.errno != errno.EADDRINUSE:
            raise
        return False


def _family(host: str, port: int) -> socket.AddressFamily:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
