"""A security key of software: makes passkeys and signs with them, as a browser would hand it on."""

import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ORIGIN = "http://testserver"


def options_on(page: Any) -> dict[str, Any]:
    """What the page's passkey-data says."""
    found = re.search(
        r'<script id="passkey-data" type="application/json">(.*?)</script>', page.content.decode(), re.S
    )
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@dataclass
class SecurityKey:
    """One credential. ``verifies`` its user by PIN or finger, or only notices a touch."""

    verifies: bool = True
    id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user_handle: bytes = b""

    def make(self, options: dict[str, Any]) -> str:
        asked = options["creation_options"]["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        credential = AttestedCredentialData.create(
            bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            _rp(asked["rp"]["id"]), self._flags() | ATTESTED, 0, bytes(credential)
        )
        response = {"attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {})))}
        return self._answer(response, _client_data("webauthn.create", asked["challenge"]))

    def sign(self, options: dict[str, Any]) -> str:
        asked = options["request_options"]["publicKey"]
        data = bytes(AuthenticatorData.create(_rp(asked["rpId"]), self._flags(), 1))
        client_data = _client_data("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(SHA256()))
        response = {
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._answer(response, client_data)

    def _flags(self) -> int:
        return PRESENT | (VERIFIED if self.verifies else 0)

    def _answer(self, response: dict[str, str], client_data: bytes) -> str:
        ident = websafe_encode(self.id)
        return json.dumps(
            {
                "id": ident,
                "rawId": ident,
                "type": "public-key",
                "response": {**response, "clientDataJSON": websafe_encode(client_data)},
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )


def _rp(ident: str) -> bytes:
    return hashlib.sha256(ident.encode()).digest()


def _client_data(kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()
