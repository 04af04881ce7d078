"""Attempts to sign in: from which address they come, and when they are forgotten."""

from __future__ import annotations

import datetime
import ipaddress
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

FORGOTTEN_AFTER = datetime.timedelta(days=30)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def client_address(request: HttpRequest) -> str | None:
    """The address that somebody signs in from.

    X-Forwarded-For is believed as far as it was written by a proxy that the settings name (PROXIES), read from its end;
    anybody can write the rest of it.
    """
    nearest = request.META.get("REMOTE_ADDR") or None
    if not settings.PROXIES or not _is_proxy(nearest):
        return nearest
    for named in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _address(named.strip())
        if address is None:
            break
        nearest = str(address)
        if not _is_proxy(nearest):
            break
    return nearest


def _is_proxy(address: str | None) -> bool:
    parsed = _address(address or "")
    return parsed is not None and any(parsed in ipaddress.ip_network(named, strict=False) for named in settings.PROXIES)


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def forget() -> int:
    """Deletes what is known of attempts to sign in that are 30 days old. Returns how many rows went."""
    limit = timezone.now() - FORGOTTEN_AFTER
    gone = 0
    for model in (AccessAttempt, AccessLog, AccessFailureLog):
        gone += model.objects.filter(attempt_time__lte=limit).delete()[0]
    return gone


def _forget_at_each_attempt(**_: Any) -> None:
    forget()


def watch() -> None:
    """Forgets old attempts whenever somebody signs in or fails to, so that no timer is needed."""
    user_logged_in.connect(_forget_at_each_attempt, dispatch_uid="forget old logins")
    user_login_failed.connect(_forget_at_each_attempt, dispatch_uid="forget old logins")
