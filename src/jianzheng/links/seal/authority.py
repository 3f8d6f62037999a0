"""What stands in for a certificate authority in the demo: a root and one certificate for each organ, all named DEMO."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from jianzheng.core.authority import Organ
from jianzheng.core.text import Text
from jianzheng.links.seal.picture import DEMO_MARK
from jianzheng.links.seal.real import CertificateSeal, key_path

ROOT_KEY, ROOT = "root-demo.p12", "root-demo.pem"
ROOT_NAME = "简政演示根 Jianzheng DEMO root, no legal value"
_ROOT_YEARS, _ORGAN_YEARS = 20, 10
_BEGUN = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""From when the demonstration's certificates hold: whichever paper is sealed first, one of an earlier day can be sealed too."""
Issued = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


class DemoSeal(CertificateSeal):
    """Seals like the real door, with certificates of the demonstration authority made when first needed."""

    mark = DEMO_MARK

    def key_file(self, organ: Organ, now: dt.datetime) -> Path:
        """The organ's demonstration certificate, made now where there is none yet."""
        path = key_path(self.folder, organ)
        if not path.is_file():
            root = _root(self.folder, now)
            _keep_once(path, _packed(organ.id, *_made(organ.title, organ, root, now)))
        return path


def set_up(folder: Path, organs: tuple[Organ, ...], now: dt.datetime) -> Path:
    """Make the demonstration authority and the organs' certificates where they are missing; answers the root's file.
    Safe to repeat, and when several processes start at once."""
    seals = DemoSeal(folder)
    root = _root(folder, now)
    for organ in organs:
        seals.key_file(organ, now)
    _keep_once(folder / ROOT, root[1].public_bytes(Encoding.PEM))
    return folder / ROOT


def _root(folder: Path, now: dt.datetime) -> Issued:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / ROOT_KEY
    if not path.is_file():
        _keep_once(path, _packed("root", *_made(Text(ROOT_NAME), None, None, now)))
    key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate is None:
        raise ValueError(f"{path} is not the demonstration root; move it away and start again")
    _keep_once(folder / ROOT, certificate.public_bytes(Encoding.PEM))
    return key, certificate


def _made(title: Text, organ: Organ | None, root: Issued | None, now: dt.datetime) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(title, organ)
    years = _ORGAN_YEARS if organ else _ROOT_YEARS
    begun = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(root[1].subject if root else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGUN)
        .not_valid_after(now + dt.timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=root is None, path_length=0 if root is None else None), True)
        .add_extension(_usage(ca=root is None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if root:
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root[0].public_key())
        begun = begun.add_extension(issuer, False)
    return key, begun.sign(root[0] if root else key, hashes.SHA256())


def _name(title: Text, organ: Organ | None) -> x509.Name:
    # A name in a certificate holds 64 bytes, a Chinese sign is three.
    shown = str(title).encode()[: 50 if organ else 64].decode(errors="ignore")
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "DEMO 演示"),
        x509.NameAttribute(NameOID.COMMON_NAME, f"{shown} DEMO 演示" if organ else shown),
    ]
    if organ and organ.code:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, organ.code[:64]))
    return x509.Name(parts)


def _usage(ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _packed(name: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> bytes:
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, NoEncryption())


def _keep_once(path: Path, content: bytes) -> None:
    # A link appears whole or not at all, and only the first of several processes can make it. mkstemp gives 0600.
    if path.exists():
        return
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=".making-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
    finally:
        os.unlink(made)
