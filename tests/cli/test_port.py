import socket
from concurrent.futures import ThreadPoolExecutor, wait

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
            check_port("127.0.0.1", port, patience=0)


def test_a_port_that_a_killed_server_still_holds_is_waited_for() -> None:
    with ThreadPoolExecutor(1) as threads:
        with socket.create_server(("127.0.0.1", 0)) as other:
            waiting = threads.submit(check_port, "127.0.0.1", other.getsockname()[1], patience=60)
            assert not wait([waiting], timeout=0.05).done
        assert waiting.result() is None


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.9"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(click.ClickException, match="see --host"):
        check_port(host, 8000)
