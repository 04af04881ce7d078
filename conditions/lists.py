"""Readers' sealed lists: open, change, share, forget. The table alone opens none of them.

How a list is kept: its token, 32 random bytes, is in the reader's cookie and nowhere else. HKDF-SHA256 makes a key of
it; that key seals the list's own random key (AES-256-GCM), and the list's own key seals the content. The table holds
SHA-256 of the token, both sealed parts and two days. A link that shares a list has a token of its own, under which the
list's key is sealed once more. Everything sealed is bound to its purpose and to its row, so that rows cannot be
swapped. The content is filled up to whole KiB, so that its length does not tell how much was written.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction
from django.utils import timezone

from conditions.guide import worksheet
from conditions.guide.worksheet import SharedLink, Worksheet
from conditions.guide.worksheet_changes import Change
from conditions.models import SealedList, Share

KEPT_DAYS = 90  # since the day of the last use
BYTES = 32  # of a token and of every key
NONCE = 12  # bytes, before what it seals
BLOCK = 1024  # bytes; the content is filled up to a multiple
AT_ONCE = 500  # rows that `forget_old` deletes in one transaction

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class NoSuchList(Exception):
    """The token opens nothing: it never did, the list was deleted, or 90 days have passed."""


@dataclass(frozen=True)
class _Purpose:
    """What a token is for. The strings never change: what was sealed under them opens under nothing else."""

    derive: bytes
    wrap: bytes


_OWN = _Purpose(derive=b"ask-first/list/derive/1", wrap=b"ask-first/list/key/1/")
_SHARED = _Purpose(derive=b"ask-first/share/derive/1", wrap=b"ask-first/share/key/1/")
_CONTENT = b"ask-first/list/content/1/"


@dataclass
class _Open:
    """A locked row, and the key that its content is sealed with. Both may be replaced before they are written."""

    kept: SealedList
    key: bytes


def new_token() -> str:
    """256 random bits, as 43 characters that may stand in an address."""
    return base64.urlsafe_b64encode(secrets.token_bytes(BYTES)).decode("ascii").rstrip("=")


def well_formed(token: str) -> bool:
    """Whether `new_token` could have made it. Says nothing about whether it opens anything."""
    return _bytes_of(token) is not None


def create(change: Change) -> tuple[str, Worksheet]:
    """A new list with its first change: its token and what it holds. Refused passes through; then nothing is kept."""
    sheet = change(Worksheet())
    token = new_token()
    secret = _secret(token)
    key = secrets.token_bytes(BYTES)
    today = timezone.localdate()
    identity = _hash(secret)
    SealedList.objects.create(
        token_hash=identity,
        wrapped_key=_wrap(_OWN, secret, key, identity),
        content=_seal(key, sheet, identity),
        made_on=today,
        used_on=today,
    )
    return token, sheet


def open(token: str) -> Worksheet | None:
    """What the list holds, or None: a bad or unknown token, or a list past its 90 days, which is then deleted.

    Notes the day of use, at most once a day.
    """
    secret = _bytes_of(token)
    if secret is None:
        return None
    row = SealedList.objects.filter(token_hash=_hash(secret)).first()
    if row is None or _forgotten(row):
        return None
    opened = _opened(row, secret)
    if opened is None:
        return None
    today = timezone.localdate()
    if row.used_on < today:
        SealedList.objects.filter(pk=row.pk, used_on__lt=today).update(used_on=today)
    return opened[1]


def exists(token: str) -> bool:
    """Whether the token opens a list. It only looks: this is no use of the list, and nothing is deleted."""
    secret = _bytes_of(token)
    if secret is None:
        return False
    row = SealedList.objects.filter(token_hash=_hash(secret), used_on__gt=_last_day(timezone.localdate())).first()
    return row is not None and _opened(row, secret) is not None


def change(token: str, change: Change) -> Worksheet:
    """Makes a change on the newest state: one locked transaction. Returns what the list holds now.

    Raises NoSuchList; Refused passes through, and then nothing has changed.
    """
    return _rewritten(token, lambda _row, sheet: change(sheet))


def share(token: str) -> Worksheet:
    """Makes the link that reads the list; it stands in `shared`. A list that has one keeps it. Raises NoSuchList."""

    def linked(row: _Open, sheet: Worksheet) -> Worksheet:
        if sheet.shared is not None:
            return sheet
        link = new_token()
        identity = _hash(_secret(link))
        Share.objects.create(
            sealed_list=row.kept,
            token_hash=identity,
            wrapped_key=_wrap(_SHARED, _secret(link), row.key, identity + bytes(row.kept.token_hash)),
            made_on=timezone.localdate(),
        )
        made = SharedLink(token=link, made_at=timezone.now().replace(second=0, microsecond=0))
        return sheet.model_copy(update={"shared": made})

    return _rewritten(token, linked)


def revoke(token: str) -> Worksheet:
    """Takes the link away at once; a list without one stays as it is. Raises NoSuchList.

    The list gets a new key, so that whoever held the link opens nothing that is written from now on.
    """

    def unlinked(row: _Open, sheet: Worksheet) -> Worksheet:
        if sheet.shared is None:
            return sheet
        Share.objects.filter(sealed_list=row.kept).delete()
        row.key = secrets.token_bytes(BYTES)
        row.kept.wrapped_key = _wrap(_OWN, _secret(token), row.key, bytes(row.kept.token_hash))
        return sheet.model_copy(update={"shared": None})

    return _rewritten(token, unlinked)


def open_shared(share_token: str) -> Worksheet | None:
    """What a shared list holds, without the link itself, or None. Looking through a link is no use of the list: it
    does not put off its 90 days."""
    secret = _bytes_of(share_token)
    if secret is None:
        return None
    identity = _hash(secret)
    link = Share.objects.select_related("sealed_list").filter(token_hash=identity).first()
    if link is None or _forgotten(link.sealed_list):
        return None
    owner = bytes(link.sealed_list.token_hash)
    key = _unwrap(_SHARED, secret, bytes(link.wrapped_key), identity + owner)
    sheet = None if key is None else _unseal(key, bytes(link.sealed_list.content), owner)
    return None if sheet is None else sheet.model_copy(update={"shared": None})


def delete(token: str) -> None:
    """Deletes the list and the link that shares it. A list that is not there is deleted already."""
    secret = _bytes_of(token)
    if secret is not None:
        _delete(token_hash=_hash(secret))


def forget_old(today: datetime.date) -> int:
    """Deletes every list that was last used 90 days before `today` or earlier; returns how many."""
    deleted = 0
    while found := _delete(used_on__lte=_last_day(today)):
        deleted += found
    return deleted


def _bytes_of(token: str) -> bytes | None:
    """The 32 bytes of a token, or None where it is none. Only the one spelling that `new_token` gives is a token."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        secret = base64.urlsafe_b64decode(token + "=")
    except binascii.Error:
        return None
    return secret if base64.urlsafe_b64encode(secret).decode("ascii").rstrip("=") == token else None


def _secret(token: str) -> bytes:
    secret = _bytes_of(token)
    assert secret is not None
    return secret


def _hash(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()


def _key_from(purpose: _Purpose, secret: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=BYTES, salt=None, info=purpose.derive).derive(secret))


def _wrap(purpose: _Purpose, secret: bytes, key: bytes, identity: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + _key_from(purpose, secret).encrypt(nonce, key, purpose.wrap + identity)


def _unwrap(purpose: _Purpose, secret: bytes, wrapped: bytes, identity: bytes) -> bytes | None:
    return _decrypted(_key_from(purpose, secret), wrapped, purpose.wrap + identity)


def _seal(key: bytes, sheet: Worksheet, identity: bytes) -> bytes:
    written = worksheet.as_bytes(sheet)
    written += b" " * (-len(written) % BLOCK)  # JSON does not mind
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, written, _CONTENT + identity)


def _unseal(key: bytes, content: bytes, identity: bytes) -> Worksheet | None:
    written = _decrypted(AESGCM(key), content, _CONTENT + identity)
    return None if written is None else worksheet.read(written)


def _decrypted(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes | None:
    """None where one bit differs, or the row is too short to hold anything."""
    try:
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
    except (InvalidTag, ValueError):
        return None


def _opened(row: SealedList, secret: bytes) -> tuple[bytes, Worksheet] | None:
    identity = bytes(row.token_hash)
    key = _unwrap(_OWN, secret, bytes(row.wrapped_key), identity)
    sheet = None if key is None else _unseal(key, bytes(row.content), identity)
    return None if key is None or sheet is None else (key, sheet)


def _rewritten(token: str, rewrite: Callable[[_Open, Worksheet], Worksheet]) -> Worksheet:
    """Writes a list anew, from what it holds in this moment. Raises NoSuchList, after a list past its days is deleted.

    The row is locked to the end of the transaction. Every writer locks the list first and only then touches its share,
    so that none waits for another crosswise.
    """
    secret = _bytes_of(token)
    if secret is None:
        raise NoSuchList
    with transaction.atomic():
        row = SealedList.objects.select_for_update().filter(token_hash=_hash(secret)).first()
        found = None if row is None or _forgotten(row) else _opened(row, secret)
        if row is not None and found is not None:
            opened, before = _Open(row, found[0]), found[1]
            after = rewrite(opened, before)
            today = timezone.localdate()
            if after != before or row.used_on != today:
                row.content = _seal(opened.key, after, bytes(row.token_hash))
                row.used_on = today
                row.save(update_fields=["wrapped_key", "content", "used_on"])
            return after
    raise NoSuchList


def _last_day(today: datetime.date) -> datetime.date:
    return today - datetime.timedelta(days=KEPT_DAYS)


def _forgotten(row: SealedList) -> bool:
    """Whether the list's days are over; it is then deleted. Returns normally, so that the deletion is committed."""
    last = _last_day(timezone.localdate())
    return row.used_on <= last and _delete(pk=row.pk, used_on__lte=last) > 0


@transaction.atomic
def _delete(**which: object) -> int:
    """Deletes at most AT_ONCE lists with their shares; returns how many. Lists first locked, as in `_rewritten`."""
    found = SealedList.objects.select_for_update(of=("self",)).filter(**which).values_list("pk", flat=True)
    keys = list(found.order_by("pk")[:AT_ONCE])
    Share.objects.filter(sealed_list__in=keys).delete()
    SealedList.objects.filter(pk__in=keys).delete()
    return len(keys)
