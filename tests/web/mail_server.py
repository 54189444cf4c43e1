"""Real servers for mail: SMTP that keeps what it is given, and a fake of GOV.UK Notify."""

import asyncio
import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass
class Postbox:
    """
    What a mail server was given, and how it behaves.

    Attributes:
        answer: To a mail's words; 250 takes it.
        recipient: To an address; empty takes it.
        slow: Seconds before a mail is answered.
    """

    mails: list[Message] = field(default_factory=list)
    answer: str = "250 taken"
    recipient: str = ""
    slow: float = 0.0
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take an address, or answer as told."""
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        """Keep a mail, or answer as told."""
        if self.slow:
            await asyncio.sleep(self.slow)
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=default))
        return self.answer

    @property
    def ids(self) -> list[str]:
        """The Message-IDs in the order they came."""
        return [str(mail["Message-ID"]) for mail in self.mails]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def smtp_server(box: Postbox, port: int, tls: ssl.SSLContext | None = None) -> Controller:
    """A mail server on this port that fills the postbox; call `start` and `stop`."""
    return Controller(box, hostname="127.0.0.1", port=port, ssl_context=tls)


def own_certificate(folder: Path) -> ssl.SSLContext:
    """What encrypts, with a certificate that nobody has reason to believe."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(tz=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = Encoding.PEM
    both = folder / "certificate.pem"
    both.write_bytes(
        made.public_bytes(pem) + key.private_bytes(pem, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


@dataclass
class Notify:
    """GOV.UK Notify as its documents describe it, as far as we use it."""

    taken: list[dict[str, Any]] = field(default_factory=list)
    status: int = 201
    after_taking: Callable[[], None] = lambda: None
    lose_answer: bool = False

    def serve(self) -> ThreadingHTTPServer:
        """A server over HTTP on this machine; call `shutdown`."""
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not str(self.headers.get("Authorization", "")).startswith("Bearer "):
                    return self.answer(401, {"errors": []})
                if fake.status != 201:
                    return self.answer(fake.status, {"errors": [{"message": "no"}]})
                fake.taken.append(said)
                if fake.lose_answer:
                    self.close_connection = True
                    return None
                return self.answer(201, {"id": str(len(fake.taken)), **said})

            def do_GET(self) -> None:
                wanted = parse_qs(urlsplit(self.path).query).get("reference", [""])[0]
                found = [one for one in fake.taken if one["reference"] == wanted]
                self.answer(200, {"notifications": found, "links": {}})

            def answer(self, status: int, said: dict[str, Any]) -> None:
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server
