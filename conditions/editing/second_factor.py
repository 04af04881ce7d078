"""The second factor: a code from an app on the phone (TOTP), or one of the recovery codes kept on paper."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_otp import user_has_device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from conditions.editing import roles

RECOVERY_CODES = 1


def is_demanded_of(person: Any) -> bool:
    """Whether the roles of an account demand a second factor."""
    return bool(roles.of(person) & roles.SECOND_FACTOR)


def is_asked_of(person: Any) -> bool:
    """Whether an account is asked for a code: its role demands it, or it has a second factor of its own will."""
    return is_demanded_of(person) or user_has_device(person)


def set_up(person: Any) -> tuple[str, list[str]]:
    """Gives an account a new second factor in place of any older one.

    Returns the address to show as a QR code (`otpauth://…`) and the recovery codes, each good for one time.
    """
    with transaction.atomic():
        TOTPDevice.objects.filter(user=person).delete()
        StaticDevice.objects.filter(user=person).delete()
        totp = TOTPDevice.objects.create(user=person, name="phone", confirmed=True)
        paper = StaticDevice.objects.create(user=person, name="paper", confirmed=True)
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=paper, token=code) for code in codes])
    return totp.config_url, codes


def accepted(person: Any, code: str) -> Any | None:
    """The device that accepts a code, or None. A wrong code makes the next tries wait, longer each time.

    Six digits are held against the phone, all else against the paper, so that a slip with one costs the other nothing.
    """
    code = code.replace(" ", "").lower()
    model = TOTPDevice if code.isdigit() else StaticDevice
    with transaction.atomic():  # locked, so that one code opens one door
        for device in model.objects.devices_for_user(person, confirmed=True).select_for_update():
            if device.verify_is_allowed()[0] and device.verify_token(code):
                return device
    return None
