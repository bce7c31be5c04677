"""However an address inside is written, nothing is sent there."""

from collections.abc import Iterable

import pytest

from samspil.kit.webhooks.addresses import Resolve, UnsafeAddressError, destination, read_url

OPEN = "93.184.215.14"
HOSTILE = [
    # this machine, in every way of writing a number
    "https://127.0.0.1/",
    "https://127.0.0.53/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://0X7F.0.0.1/",
    "https://127.0.0.1./",
    "https://127.000.000.001/",
    "https://0/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://foo.localhost/",
    "https://localhost.localdomain.local/",
    # nets inside
    "https://10.0.0.1/",
    "https://10.255.255.255/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://100.127.255.255/",
    "https://192.0.0.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[fc00::1]/",
    "https://[fd12:3456::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[2001:db8::1]/",
    "https://[100::1]/",
    # what clouds answer about themselves
    "https://169.254.169.254/latest/meta-data/",
    "https://169.254.170.2/",
    "https://[fd00:ec2::254]/",
    "https://168.63.129.16/",
    "https://2852039166/",
    "https://0xa9fea9fe/",
    "https://0251.0376.0251.0376/",
    "https://metadata.google.internal/",
    # written so that two readers read two things
    "https://example.org@127.0.0.1/",
    "https://user:pass@example.org/",
    "https://127.0.0.1\\@example.org/",
    "https://example.org\\.evil/",
    "https://example.org\t.evil/",
    "https://example.org\n/",
    "https://example.org /",
    " https://example.org/",
    "https://exam\u200bple.org/",
    "https://①②⑦.0.0.1/",
    "https://127。0。0。1/",
    "https://ⓔxample.org/",
    "https://example.org#@127.0.0.1/",
    "https://[::1/",
    "https://]/",
    "https:///etc/passwd",
    "https://",
    "https:example.org",
    "//example.org/",
    "https://%31%32%37.0.0.1/",
    "https://example..org/",
    "https://.org/",
    "https://intranet/",
    "https://printer.lan/",
    # other ways out
    "file:///etc/passwd",
    "gopher://example.org/",
    "ftp://example.org/",
    "dict://example.org:11211/",
    "javascript:alert(1)",
    "HTTPS+unix://example.org/",
    "https://example.org:22/",
    "https://example.org:80/",
    "http://example.org:443/",
    "https://example.org:0/",
    "https://example.org:99999/",
    "https://example.org:4\uff143/",
    "https://example.org/" + "a" * 600,
]


def knows_only(*addresses: str) -> Resolve:
    def look_up(host: str, port: int) -> Iterable[str]:
        return addresses

    return look_up


def test_there_are_enough() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("url", HOSTILE)
def test_it_is_refused(url: str) -> None:
    """Before any name is looked up."""
    with pytest.raises(UnsafeAddressError):
        read_url(url)


INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "100.64.1.1",
    "::1",
    "fe80::1%eth0",
    "::ffff:192.168.0.1",
    "fd00::1",
    "0.0.0.0",
    "2002:a00:1::",
]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(UnsafeAddressError):
        destination("https://example.org/", knows_only(address))


@pytest.mark.parametrize("address", INSIDE)
def test_one_address_inside_among_others_is_enough(address: str) -> None:
    with pytest.raises(UnsafeAddressError):
        destination("https://example.org/", knows_only(OPEN, address))


def test_the_address_that_was_checked_is_the_one_used() -> None:
    answers = [[OPEN], ["127.0.0.1"]]

    def rebinds(host: str, port: int) -> Iterable[str]:
        return answers.pop(0)

    assert destination("https://example.org/in?a=1", rebinds).address == OPEN
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("url", "port", "path"),
    [
        ("https://hooks.example.org/a/b?c=d", 443, "/a/b?c=d"),
        ("https://hooks.example.org", 443, "/"),
        ("http://hooks.example.org/", 80, "/"),
        ("https://hooks.example.org:443/", 443, "/"),
        (f"https://{OPEN}/", 443, "/"),
        ("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", 443, "/"),
    ],
)
def test_an_open_address_is_fine(url: str, port: int, path: str) -> None:
    told = read_url(url)
    assert (told.port, told.path) == (port, path)
