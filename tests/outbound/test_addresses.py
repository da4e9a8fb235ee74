from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.outbound.addresses import may_connect, system_addresses

PUBLIC = [
    "1.1.1.1",
    "9.255.255.255",  # just below 10/8
    "11.0.0.0",
    "93.184.215.14",
    "100.63.255.255",  # just below the range of providers
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "168.63.129.17",  # the neighbour of a metadata service
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "223.255.255.255",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",  # how a network of IPv6 only reaches 1.1.1.1
]
PRIVATE = [
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "::1",
    "fc00::1",
    "fdff::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::7f00:1",
]
NEVER = [
    "0.0.0.0",  # noqa: S104  # nothing listens on it
    "0.1.2.3",
    "100.100.100.200",  # metadata in the range of providers
    "168.63.129.16",  # metadata at a public address
    "169.254.0.1",
    "169.254.169.254",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::127.0.0.1",  # the old IPv4-compatible form
    "::ffff:0:127.0.0.1",  # the old IPv4-translated form
    "::ffff:169.254.169.254",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::10.0.0.1",  # a translator of the own network
    "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4 around 127.0.0.1
    "2002:a00:1::",  # 6to4 around 10.0.0.1
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "localhost",
    "127.1",
    "0x7f000001",
]
WRAPPING = [ip_network("::ffff:0:0/96"), ip_network("64:ff9b::/96")]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_open_to_all(address: str) -> None:
    assert may_connect(address, private=False)
    assert may_connect(address, private=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_own_network_is_open_where_that_is_set(address: str) -> None:
    assert not may_connect(address, private=False)
    assert may_connect(address, private=True)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_closed_whatever_is_set(address: str) -> None:
    assert not may_connect(address, private=False)
    assert not may_connect(address, private=True)


@given(st.ip_addresses())
def test_what_is_open_is_global_to_python_too(address: IPv4Address | IPv6Address) -> None:
    wraps = any(address in each for each in WRAPPING)
    if may_connect(str(address), private=False) and not wraps:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4), st.booleans())
def test_an_address_is_judged_alike_in_each_of_its_forms(address: IPv4Address, private: bool) -> None:  # noqa: FBT001
    allowed = may_connect(str(address), private=private)
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        wrapped = IPv6Address(int(ip_address(prefix)) + int(address))
        assert may_connect(str(wrapped), private=private) is allowed


@given(st.ip_addresses())
def test_what_is_open_to_the_public_is_open_to_an_own_network(address: IPv4Address | IPv6Address) -> None:
    assert may_connect(str(address), private=True) or not may_connect(str(address), private=False)


def test_the_system_resolves_its_own_name_and_spellings_of_it() -> None:
    assert "127.0.0.1" in system_addresses("127.0.0.1")
    assert all(not may_connect(each, private=False) for each in system_addresses("2130706433"))


@pytest.mark.parametrize("host", ["", "x" * 64, "a..b"])
def test_what_does_not_resolve_has_no_addresses(host: str) -> None:
    assert all(not may_connect(each, private=False) for each in system_addresses(host))
