"""Which addresses may be dialled (SAFETY.md F005)."""

import pytest

from wiredesk.world.net.addresses import is_public

PUBLIC = """
1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.0 11.0.0.0 9.255.255.255 126.255.255.255
128.0.0.1 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.167.255.255
192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2606:4700:4700::1111 2001:4860:4860::8888
2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2600::5efe:808:808 2003:: 2000::1 3ffe::1
"""
PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.0 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254
169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.170 192.0.2.1 192.88.99.1
192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:0.0.0.0
::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::10.0.0.1
64:ff9b:1::1 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:0:7f00:1:: 2001:2::1 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1:: 2002:808:808::1 3fff::1 3fff:fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1
fe80::1%eth0 2600::1%1 fec0::1 ff02::1 ff0e::1 2600::5efe:7f00:1 2600::200:5efe:a00:1 4000::1 1::1
"""
UNREADABLE = [
    "",
    "localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "1.1.1.1 ",
    "[::1]",
]


@pytest.mark.parametrize("address", PUBLIC.split())
def test_global_unicast_may_be_dialled(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_nothing_else_may_be_dialled(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_address_may_not_be_dialled(text: str) -> None:
    assert not is_public(text)


def test_the_table_is_as_long_as_safety_asks() -> None:
    assert len(PUBLIC.split()) + len(PRIVATE.split()) >= 60
