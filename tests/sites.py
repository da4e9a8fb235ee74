"""Servers on this machine that answer what a test tells them to, and the way to them."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Event, Thread

from matcher.outbound import Machine

LOOPBACK = "127.0.0.1"
PUBLIC = "93.184.215.14"
Headers = Sequence[tuple[str, str]]


@dataclass
class Page:
    """What is answered at one path. `waits` makes a pause of that many seconds before each chunk."""

    status: int = 200
    headers: Headers = ()
    chunks: Sequence[bytes] = ()
    waits: float = 0


@dataclass
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """A server: its pages by path, and what it was asked; `came` is for those who wait to be asked."""

    port: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    came: SimpleQueue[Heard] = field(default_factory=SimpleQueue)
    closing: Event = field(default_factory=Event)

    def puts(
        self,
        path: str,
        content: bytes = b"",
        *,
        status: int = 200,
        headers: Headers = (),
        length: bool = True,
    ) -> None:
        announced = (("Content-Length", str(len(content))),) if length else ()
        self.pages[path] = Page(status, (*headers, *announced), (content,))

    def redirects(self, path: str, location: str, status: int = 302) -> None:
        self.puts(path, status=status, headers=[("Location", location)])


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            names = {name.lower(): value for name, value in self.headers.items()}
            heard = Heard(self.command, self.path, names, self.rfile.read(length))
            site.heard.append(heard)
            site.came.put(heard)
            with suppress(OSError):  # the client may well have hung up
                self.answer(site.pages.get(self.path, Page(404)))

        do_POST = do_GET  # noqa: N815  # the name that the base class calls

        def answer(self, page: Page) -> None:
            self.send_response_only(page.status)
            for name, value in page.headers:
                self.send_header(name, value)
            self.end_headers()
            for chunk in page.chunks:
                if site.closing.wait(page.waits):
                    return
                self.wfile.write(chunk)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Clients that hang up, or do not trust a certificate, are what is tested."""


def served(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site()
    with QuietServer((LOOPBACK, 0), handler_of(site)) as server:
        if context:
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        site.port = server.server_address[1]
        thread = Thread(target=lambda: server.serve_forever(poll_interval=0.01))
        thread.start()
        yield site
        site.closing.set()
        server.shutdown()
        thread.join()


def answer_all(server: socket.socket, answer: bytes) -> None:
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.recv(65_536)
                connection.sendall(answer)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65_536):
                    pass


def resolving(**hosts: Sequence[str]) -> Machine:
    """A machine whose resolver knows these names, underscores for dots, and no others."""
    known = {name.replace("_", "."): addresses for name, addresses in hosts.items()}
    return Machine(resolve=lambda host: known.get(host, ()))
