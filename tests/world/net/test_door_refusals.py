"""What the door refuses before a socket is opened (SAFETY.md F001, F006, F007)."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from faults.doors import Names, failure, opened, request
from faults.faultd import FaultServer

from wiredesk.basics.errors import FetchError
from wiredesk.basics.urls import host_of, port_of, web_url
from wiredesk.world.net.guard import Allowance, Guard

# As literals and in spellings that getaddrinfo or a browser reads as an address (SAFETY.md M2).
TARGETS = """
127.0.0.1 127.0.0.2 127.255.255.254 0.0.0.0 0 127.1 127.0.1 2130706433 0x7f.1 0x7f000001 0x7F.0.0.1
0177.0.0.1 017700000001 127.000.000.001 ①②⑦.⓪.⓪.① 127。0。0。1 １２７.0.0.1 10.0.0.1 10.1 167772161
172.16.0.1 192.168.0.1 192.168.1 169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 100.64.0.1
192.0.0.8 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.2.3 240.0.0.1
255.255.255.255 [::] [::1] [0:0:0:0:0:0:0:1] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:169.254.169.254] [::ffff:0:127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1]
[2001::1] [2001:db8::1] [2002:7f00:1::] [2002:a9fe:a9fe::] [3fff::1] [5f00::1] [fc00::1] [fd00:ec2::254]
[fe80::1] [fec0::1] [ff02::1] [100::1] [2600::5efe:7f00:1] [2600::200:5efe:a00:1] localhost LOCALHOST
localhost. localhost.localdomain metadata.example mixed.example six.example 127.0.0.1.
"""
NAMES = {
    "localhost": [["127.0.0.1", "::1"]],
    "localhost.": [["127.0.0.1"]],
    "localhost.localdomain": [["127.0.0.1"]],
    "metadata.example": [["169.254.169.254"]],
    "mixed.example": [["10.0.0.1", "fd00::1", "::1"]],
    "six.example": [["::ffff:127.0.0.1"]],
}
SENTENCE = "leads to an address that is not public: it is not fetched."


class Opened:
    """Sockets that were connected while it listened; an audit hook cannot be taken off again."""

    def __init__(self) -> None:
        self.listening = False
        self.places: list[Any] = []

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if self.listening and event in {"socket.connect", "socket.getaddrinfo"}:
            self.places.append((event, given[1:] if event == "socket.connect" else given[:2]))


_OPENED = Opened()
sys.addaudithook(_OPENED)


@pytest.fixture
def sockets() -> Iterator[list[Any]]:
    """What was dialled or looked up during a test."""
    _OPENED.places = []
    _OPENED.listening = True
    yield _OPENED.places
    _OPENED.listening = False


async def test_no_private_target_is_dialled_and_all_are_refused_in_one_sentence(
    sockets: list[Any],
) -> None:
    targets = TARGETS.split()
    assert len(targets) >= 60
    told = {}
    async with opened(lookup=Names(NAMES)) as door:
        for target in targets:
            for port in ("", ":8080"):
                error = await failure(door, f"http://{target}{port}/latest/meta-data")
                told[f"{target}{port}"] = (error.code, error.message, error.remedy)
    assert set(told.values()) == {("refused", SENTENCE, "")}, told
    assert sockets == []


async def test_an_open_and_a_closed_private_port_look_the_same(sockets: list[Any]) -> None:
    async with FaultServer() as canary, opened() as door:
        heard = await failure(door, f"http://127.0.0.1:{canary.port}/")
        unheard = await failure(door, "http://127.0.0.1:9/")
        assert heard.code == unheard.code == "refused"
        assert canary.connections == 0
    assert sockets == []


async def test_an_allowance_opens_its_own_place_and_no_other() -> None:
    async with FaultServer() as canary, FaultServer() as ours, opened(ours) as door:
        assert (await door.get(request("http://a.example/ok"))).body == b"hello"
        error = await failure(door, f"http://a.example:{canary.port}/")
        assert error.code == "refused"
        assert canary.connections == 0


# Confusing addresses; the host is what a browser would dial, "" when it must not be asked at all.
CONFUSING = r"""
http://good.example\@127.0.0.1/ -
http://127.0.0.1:80\@good.example/ -
http://good.example\.127.0.0.1/ -
http:\\127.0.0.1\ -
http:/\127.0.0.1/ -
\\127.0.0.1/ -
http://user@127.0.0.1/ -
http://user:pass@good.example/ -
http://good.example@127.0.0.1/ -
http://good.example:80@127.0.0.1/ -
http://good.example%40127.0.0.1/ -
http://good.example%2f@127.0.0.1/ -
http://:@good.example/ good.example
http://@good.example/ good.example
http://good.example%00.evil.example/ -
http://good%2eexample/ good.example
http://good.example%2f.evil.example/ -
http://good.example%5c.evil.example/ -
http://good.example%23.evil.example/ -
http://%31%32%37.0.0.1/ 127.0.0.1
http://127%2e0%2e0%2e1/ 127.0.0.1
http://%6c%6f%63alhost/ localhost
http://good.example:0/ -
http://good.example:65536/ -
http://good.example:99999/ -
http://good.example:-1/ -
http://good.example:+80/ -
http://good.example:8o/ -
http://good.example:/ good.example
http://good.example:080/ good.example
http://good.example:00000080/ good.example
http://good.example:80:80/ -
http://good.example:22/ -
http://good.example:25/ -
http://good.example:6379/ -
http://good.example:11211/ -
http://good.example:9200/ -
http://good.example:8080/ good.example
http://good.example:8443/ good.example
http://good.example:443/ good.example
https://good.example:80/ good.example
http://127.0.0.1#@good.example/ 127.0.0.1
http://127.0.0.1?@good.example/ 127.0.0.1
http://127.0.0.1/@good.example 127.0.0.1
http://good.example#@127.0.0.1/ good.example
http://good.example?@127.0.0.1/ good.example
http://good.example/@127.0.0.1/ good.example
http://good.example/\127.0.0.1/ -
http://good.example/?u=http://127.0.0.1 good.example
http:///127.0.0.1/ 127.0.0.1
http:127.0.0.1/ 127.0.0.1
http:/127.0.0.1/ 127.0.0.1
http:////127.0.0.1/ 127.0.0.1
http://///good.example/ good.example
http://127.1/ 127.0.0.1
http://127.0.1/ 127.0.0.1
http://2130706433/ 127.0.0.1
http://0x7f000001/ 127.0.0.1
http://0x7f.0.0.1/ 127.0.0.1
http://0177.0.0.1/ 127.0.0.1
http://017700000001/ 127.0.0.1
http://127.0.0.1./ 127.0.0.1
http://127.0.0.1../ -
http://127.0.0.256/ -
http://127.0.0.0.1/ -
http://256.256.256.256/ -
http://4294967296/ -
http://0x100000000/ -
http://1.2.3.08/ -
http://1.2.3.4.5/ -
http://0/ 0.0.0.0
http://00/ 0.0.0.0
http://0x/ 0.0.0.0
http://0.0/ 0.0.0.0
http://①②⑦.⓪.⓪.①/ 127.0.0.1
http://127。0。0。1/ 127.0.0.1
http://１２７．０．０．１/ 127.0.0.1
http://ｌｏｃａｌｈｏｓｔ/ localhost
http://ⓖood.example/ good.example
http://good。example/ good.example
http://GOOD.EXAMPLE/ good.example
http://Good.Example./ good.example.
http://good.example./ good.example.
http://münchen.example/ xn--mnchen-3ya.example
http://xn--mnchen-3ya.example/ xn--mnchen-3ya.example
http://faß.example/ xn--fa-hia.example
http://xn--a/ -
http://xn--/ -
http://a‍b.example/ -
http://ℂ.example/ c.example
http://[::1]/ [::1]
http://[0:0:0:0:0:0:0:1]/ [::1]
http://[::ffff:127.0.0.1]/ [::ffff:7f00:1]
http://[::ffff:7f00:1]/ [::ffff:7f00:1]
http://[::1%25eth0]/ -
http://[fe80::1%eth0]/ -
http://[::1/ -
http://[::1]:22/ -
http://[::1]evil.example/ -
http://[good.example]/ -
http://[127.0.0.1]/ -
http://::1/ -
http://[]/ -
http:// -
http:/// -
http://?/ -
http://#/ -
http://./ -
http://../ -
http://good..example/ -
http://.good.example/ -
http://good_example.example/ good_example.example
http://good.example|evil.example/ -
http://good.example<evil>/ -
http://good.example^evil/ -
http://good.example,evil.example/ good.example,evil.example
http://good.example;evil.example/ good.example;evil.example
file:///etc/passwd -
file://good.example/etc/passwd -
FILE:///etc/passwd -
gopher://good.example/_x -
ftp://good.example/ -
dict://good.example:2628/ -
ldap://good.example/ -
data:text/html,x -
jar:http://good.example!/ -
ws://good.example/ -
wss://good.example/ -
javascript:alert(1) -
blob:http://good.example/x -
about:blank -
view-source:http://good.example/ -
feed:http://good.example/ -
feed://good.example/ -
httpss://good.example/ -
http//good.example/ -
good.example/ -
//good.example/ -
/etc/passwd -
HTTP://good.example/ good.example
hTTps://good.example/ good.example
"""
CONTROLS = [
    f"http://good.example{sign}{rest}"
    for sign in ("\t", "\n", "\r", "\r\n", "\x00", "\x0b", " ", "\x7f", "\x1f")
    for rest in ("/", ".evil.example/", "@127.0.0.1/", "/a\r\nHost: evil")
] + [
    "java\tscript:x",
    " http://good.example/",
    "http://good.example/ ",
    "ht\ntp://good.example/",
    "",
]


def rows() -> list[tuple[str, str]]:
    """The table above."""
    pairs = [line.rpartition(" ") for line in CONFUSING.strip().splitlines()]
    return [(url, "" if host == "-" else host) for url, _, host in pairs]


@pytest.mark.parametrize(("url", "host"), rows())
def test_a_confusing_address_is_refused_or_read_as_browsers_read_it(url: str, host: str) -> None:
    guard = Guard(Allowance())
    if not host:
        with pytest.raises(ValueError, match=r"."):
            guard.check_url(url)
        return
    read = guard.check_url(url)
    assert host_of(read) == host
    assert web_url(read) == read, "an address that was read is read the same again"
    assert port_of(read) in {80, 443, 8080, 8443}


@pytest.mark.parametrize("url", CONTROLS)
def test_control_characters_and_spaces_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Guard(Allowance()).check_url(url)


async def test_the_name_that_is_looked_up_is_the_name_that_was_checked() -> None:
    assert len(rows()) >= 100
    for url, host in rows():
        names = Names({})
        async with opened(lookup=names) as door:
            with pytest.raises(FetchError):
                await door.get(request(url))
        name = host.removesuffix(".")
        literal = not name or name[0] == "[" or name.replace(".", "").isdigit()
        expected = set() if not host or literal else {host, name}
        assert set(names.asked) <= expected, url
        assert bool(names.asked) == bool(expected), url


async def test_other_schemes_and_ports_open_no_socket(sockets: list[Any]) -> None:
    schemes = [
        "file",
        "gopher",
        "ftp",
        "dict",
        "ldap",
        "data",
        "jar",
        "ws",
        "tftp",
        "smb",
        "unix",
        "ssh",
    ]
    ports = [1, 22, 25, 53, 110, 445, 3306, 5432, 6379, 9200, 11211, 27017, 65535]
    urls = [f"{scheme}://93.184.216.34/x" for scheme in schemes]
    urls += [f"{scheme}://93.184.216.34:{port}/" for port in ports for scheme in ("http", "https")]
    async with opened() as door:
        for url in urls:
            assert (await failure(door, url)).code == "refused", url
    assert sockets == []
