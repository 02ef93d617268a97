"""Certificates (SAFETY.md F026): what is not in order is not fetched, and each fault has its sentence."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from faults.doors import failure, opened, request
from faults.faultd import FaultServer

from wiredesk.world.net import Allowance

HOST = "tls.example"
DAY = timedelta(days=1)


def certificate(
    path: Path, *, host: str = HOST, starts: int = -30, ends: int = 30, signed_by_us: bool = True
) -> ssl.SSLContext:
    """A server's context, with a certificate whose days count from today."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    signer_name, signer = authority() if signed_by_us else (_name(host), key)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(host))
        .issuer_name(signer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + starts * DAY)
        .not_valid_after(now + ends * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(  # Python 3.13 asks for it (VERIFY_X509_STRICT)
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


@cache
def authority() -> tuple[x509.Name, ec.EllipticCurvePrivateKey]:
    """Name and key of an authority of our own."""
    return _name("Our authority"), ec.generate_private_key(ec.SECP256R1())


@cache
def trust() -> ssl.SSLContext:
    """A client's context that trusts our authority alone."""
    name, key = authority()
    now = datetime.now(UTC)
    own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - 99 * DAY)
        .not_valid_after(now + 99 * DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_MAY_SIGN, critical=True)
        .sign(key, hashes.SHA256())
    )
    return ssl.create_default_context(cadata=own.public_bytes(serialization.Encoding.PEM).decode())


_MAY_SIGN = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def allowing(server: FaultServer) -> Allowance:
    return Allowance.of_hosts({HOST: server.place})


async def test_a_certificate_in_order_is_accepted(tmp_path: Path) -> None:
    async with (
        FaultServer(tls=certificate(tmp_path / "good.pem")) as server,
        opened(allowance=allowing(server), tls=trust()) as door,
    ):
        assert (await door.get(request(f"https://{HOST}/ok"))).body == b"hello"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"ends": -1}, "its certificate has expired"),
        ({"starts": 5}, "its certificate is not valid yet"),
        ({"host": "other.example"}, "its certificate is for another host"),
        ({"signed_by_us": False}, "its certificate is signed by itself"),
    ],
)
async def test_a_wrong_certificate_is_refused_with_its_own_sentence(
    tmp_path: Path, options: dict[str, object], sentence: str
) -> None:
    context = certificate(tmp_path / "wrong.pem", **options)  # type: ignore[arg-type] # as declared
    async with (
        FaultServer(tls=context) as server,
        opened(allowance=allowing(server), tls=trust()) as door,
    ):
        error = await failure(door, f"https://{HOST}/ok")
        assert (error.code, error.message) == ("tls", f"{sentence}: it is not fetched.")
        assert server.log == []


async def test_an_authority_that_nobody_knows_is_refused_by_default(tmp_path: Path) -> None:
    async with (
        FaultServer(tls=certificate(tmp_path / "unknown.pem")) as server,
        opened(allowance=allowing(server)) as door,
    ):
        error = await failure(door, f"https://{HOST}/ok")
        assert error.code == "tls"
        assert "signed by nobody we know" in error.message


async def test_an_old_version_of_tls_is_refused() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"\x15\x03\x01\x00\x02\x02\x46")  # alert 70, RFC 5246 7.2: protocol_version
        await writer.drain()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, opened(allowance=Allowance.of_hosts({HOST: place}), tls=trust()) as door:
        error = await failure(door, f"https://{HOST}/ok")
    assert error.code == "tls"
    assert "a version of TLS that is too old" in error.message


async def test_plain_http_on_a_tls_port_and_a_stalled_handshake_are_errors() -> None:
    async with (
        FaultServer() as plain,
        opened(allowance=allowing(plain), tls=trust()) as door,
    ):
        error = await failure(door, request(f"https://{HOST}/ok", deadline_seconds=0.5))
        assert error.code in {"tls", "connect", "timeout"}


async def test_a_redirect_from_https_to_http_is_refused(tmp_path: Path) -> None:
    async with (
        FaultServer(tls=certificate(tmp_path / "good.pem")) as server,
        FaultServer() as plain,
    ):
        hosts = Allowance.of_hosts({HOST: server.place, "plain.example": plain.place})
        async with opened(allowance=hosts, tls=trust()) as door:
            error = await failure(door, f"https://{HOST}/to/301?http://plain.example/ok")
            assert (error.code, error.message) == ("redirects", "redirects from https to http.")
            assert plain.connections == 0
            up = await door.get(request(f"http://plain.example/to/301?https://{HOST}/ok"))
            assert up.body == b"hello"
