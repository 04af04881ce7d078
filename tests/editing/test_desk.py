"""The plain admin: every list and form opens, both languages stand in one form, what was published stays."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from conditions.models import WORKING_COPY, Claim, Edition, Finding, Step

pytestmark = pytest.mark.django_db
REGISTERED = [model for model in admin.site._registry if model._meta.app_label == "conditions"]


@pytest.fixture
def editor(keeper, signed_in):
    return signed_in(keeper)


def address(model, page: str, *args) -> str:
    return reverse(f"admin:conditions_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_list_opens_and_can_be_searched(editor, model):
    assert editor.get(address(model, "changelist")).status_code == 200
    assert editor.get(address(model, "changelist"), {"q": "migraine"}).status_code == 200


@pytest.mark.parametrize("words", ["root causes", "从根源上"])
def test_a_search_reads_both_languages_whichever_the_editor_uses(editor, words):
    found = editor.get(address(Claim, "changelist"), {"q": words}).context["cl"].queryset
    assert "root-cause" in [claim.key for claim in found]


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_row_opens(editor, model):
    row = model.objects.first()
    if row is not None:
        response = editor.get(address(model, "change", row.pk))
        assert response.status_code == 200
        assert not re.search(r"""(?:src|href)=["']https?://(?!testserver)[^"']*\.(?:js|css)""", response.text)


def test_nothing_of_the_working_copy_is_out_of_reach():
    inlines = {inline.model for model_admin in admin.site._registry.values() for inline in model_admin.inlines}
    assert set(WORKING_COPY) <= set(REGISTERED) | inlines | {Finding}


def test_both_languages_stand_in_one_form_marked_as_what_they_are(editor):
    claim = Claim.objects.get(key="root-cause")
    form = editor.get(address(Claim, "change", claim.pk)).text
    english, chinese = form.index('name="claim_en"'), form.index('name="claim_zh_hans"')
    assert english < chinese
    for name, language in (("claim_en", "en"), ("claim_zh_hans", "zh-Hans")):
        assert re.search(rf'<textarea[^>]*name="{name}"[^>]*lang="{language}"', form)


def test_what_an_editor_changes_is_kept_in_its_own_language(editor):
    claim = Claim.objects.get(key="root-cause")
    address_of_form = address(Claim, "change", claim.pk)
    form = editor.get(address_of_form).context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    data["sources"] = ",".join(claim.sources)
    data["because_zh_hans"] = "换了一句话。"
    assert editor.post(address_of_form, data).status_code == 302
    changed = Claim.objects.get(pk=claim.pk)
    assert changed.because_zh_hans == "换了一句话。"
    assert changed.because_en == claim.because_en


@pytest.mark.parametrize("model", [Edition, Step], ids=lambda model: model.__name__)
def test_editions_and_steps_are_looked_at_and_never_changed(editor, model):
    row = model.objects.first()
    assert editor.get(address(model, "add")).status_code == 403
    assert editor.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert 'name="_save"' not in editor.get(address(model, "change", row.pk)).text


def test_a_stranger_is_asked_to_log_in(client):
    response = client.get(address(Claim, "changelist"))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]
