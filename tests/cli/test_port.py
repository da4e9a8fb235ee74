import socket

import click
import pytest
from serving import free_port

from matcher.cli.port import check_port


def test_a_free_port_is_let_pass_and_left_free() -> None:
    port = free_port()
    check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_a_port_that_is_taken_is_told_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(click.ClickException, match=f"127.0.0.1:{port}: another program .* --port"):
            check_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.9"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(click.ClickException, match="see --host"):
        check_port(host, 8000)
