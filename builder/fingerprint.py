"""What counts as an input: bytes by their digest, records by their fingerprint."""

import hashlib

import msgspec

DIGEST_SIZE = 16
"""Bytes of a digest: 128 bits, beyond any accident of collision."""

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def digest(data: bytes) -> str:
    """The blake2b digest of bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=DIGEST_SIZE).hexdigest()


def fingerprint(record: object) -> str:
    """The digest of a record's inputs: equal records have equal ones, in every process."""
    return digest(_encode(record))
