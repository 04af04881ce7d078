"""What each role may do, at every address of the admin: what it may not do is answered 403, and changes nothing."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from conditions.editing import roles
from conditions.editing.carrying import text_fields
from conditions.editing.roles import Role
from conditions.models import WORKING_COPY, Change, Claim, Edition, Finding, Guide, Interest, Step

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label == "conditions"]
ROWS = [model for model in OURS if model in WORKING_COPY]
STAYS = [Edition, Step, Change]
SHEETS = [
    reverse(f"admin:{name}", args=["chronic-pain"]) for name in ("sheet", "sheet-file", "take-sheet", "refused-rows")
]
DJANGOS = [model for model in admin.site._registry if model._meta.app_label != "conditions"]


@pytest.fixture(params=list(Role), ids=lambda role: role.name.lower())
def role(request):
    return request.param


@pytest.fixture
def colleague(person, signed_in, role) -> Client:
    return signed_in(person("somebody", role))


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in (*WORKING_COPY, Edition, Step)}


def filled_in(form):
    """What a browser would send of a form that nobody touched."""
    data = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False:
            data[bound.html_name] = ",".join(value) if isinstance(value, list) else value
    return data


def as_sent(response):
    """The same of a whole page: the form, and those of the rows on it."""
    data = filled_in(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        data |= filled_in(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= filled_in(form)
    return data


def first_rows(models):
    """(model, its first row) of those that have one."""
    return [(model, row) for model in models if (row := model.objects.first()) is not None]


def test_everybody_at_the_desk_can_look_at_everything(colleague):
    for model in (*ROWS, *STAYS):
        assert colleague.get(address(model, "changelist")).status_code == 200, model
    for model, row in first_rows((*ROWS, *STAYS)):
        assert colleague.get(address(model, "change", row.pk)).status_code == 200, model


def test_only_editors_add_and_take_away(colleague, role):
    opens = 200 if role is Role.EDITOR else 403
    for model in ROWS:
        assert colleague.get(address(model, "add")).status_code == opens, model
    for model, row in first_rows(ROWS):
        expected = 403 if model is Guide else opens  # a whole guide is thrown away by nobody
        assert colleague.get(address(model, "delete", row.pk)).status_code == expected, model


@pytest.mark.parametrize(
    "role", [role for role in Role if role is not Role.EDITOR], indirect=True, ids=lambda role: role.name.lower()
)
def test_who_is_no_editor_neither_adds_nor_takes_away_whatever_they_send(colleague, role):
    before = everything()
    for model in ROWS:
        assert colleague.post(address(model, "add"), {"key": "new"}).status_code == 403, model
    for model, row in first_rows(ROWS):
        assert colleague.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, model
        colleague.post(
            address(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        )
        if role is not Role.TRANSLATOR:
            assert colleague.post(address(model, "change", row.pk), {"key": "changed"}).status_code == 403, model
    assert everything() == before


def test_a_translator_is_shown_english_and_given_chinese_to_write(lin, signed_in):
    client = signed_in(lin)
    for model, row in first_rows(model for model in ROWS if text_fields(model)):
        response = client.get(address(model, "change", row.pk))
        fields = set(response.context["adminform"].form.fields)
        assert fields == {f"{name}_zh_hans" for name in text_fields(model)} | {"version"}
        for inline in response.context["inline_admin_formsets"]:
            for form in inline.formset.forms:
                typed = {name for name in form.fields if not form.fields[name].widget.is_hidden}
                assert all(name.endswith("_zh_hans") for name in typed), typed


def test_a_translator_who_sends_english_changes_chinese_alone(lin, signed_in):
    claim = Claim.objects.get(key="root-cause")
    client, where = signed_in(lin), address(Claim, "change", claim.pk)
    data = as_sent(client.get(where))
    sent = {**data, "because_zh_hans": "换了一句话。", "because_en": "Not mine to write.", "verdict": "supported"}
    assert client.post(where, sent).status_code == 302
    changed = Claim.objects.get(pk=claim.pk)
    assert changed.because_zh_hans == "换了一句话。"
    assert (changed.because_en, changed.verdict, changed.key) == (claim.because_en, claim.verdict, claim.key)


def test_what_has_no_chinese_gives_a_translator_nothing_to_change():
    assert not text_fields(Finding)
    assert (Finding, "change_finding") not in roles.permissions(Role.TRANSLATOR)


def test_nobody_adds_or_changes_what_stays(colleague):
    for model in STAYS:
        assert colleague.get(address(model, "add")).status_code == 403
        assert colleague.post(address(model, "add"), {}).status_code == 403
    for model, row in first_rows(STAYS):
        assert colleague.post(address(model, "change", row.pk), {}).status_code == 403
        assert colleague.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_accounts_and_groups_are_not_theirs_to_see(colleague):
    for model in DJANGOS:
        for page in ("changelist", "add"):
            assert colleague.get(address(model, page)).status_code == 403
            assert colleague.post(address(model, page), {}).status_code == 403


def test_nobody_hands_out_roles_or_second_factors_in_the_admin():
    names = {model._meta.model_name for model in admin.site._registry}
    assert not names & {"totpdevice", "staticdevice", "accessattempt", "accesslog"}


def test_a_stranger_is_asked_to_sign_in_at_every_address_of_ours(client):
    addresses = [address(model, page) for model in OURS for page in ("changelist", "add")]
    addresses += [reverse("admin:turns", args=["chronic-pain"]), reverse("admin:second-factor"), *SHEETS]
    for where in addresses:
        for response in (client.get(where), client.post(where, {})):
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/")


def test_somebody_without_a_role_sees_nothing(person, signed_in):
    client = signed_in(person("nobody"))
    for model in OURS:
        if model is not Interest:
            assert client.get(address(model, "changelist")).status_code == 403
    for where in (reverse("admin:turns", args=["chronic-pain"]), *SHEETS):
        assert client.get(where).status_code == 403


def test_translators_sheets_are_for_who_writes_chinese(colleague, role):
    may = role in (Role.EDITOR, Role.TRANSLATOR)
    for where in SHEETS:
        for answer in (colleague.get(where), colleague.post(where, {})):
            assert (answer.status_code != 403) is may, where


def test_the_groups_are_made_again_as_they_should_be(role):
    group = Group.objects.get(name=role.value)
    wanted = {codename for _model, codename in roles.permissions(role)}
    group.permissions.clear()
    Group.objects.exclude(pk=group.pk).delete()
    roles.ensure()
    roles.ensure()
    assert Group.objects.count() == len(Role)
    assert set(group.permissions.values_list("codename", flat=True)) == wanted


def test_a_superuser_has_every_role_and_an_account_put_to_rest_none():
    assert roles.of(User(is_superuser=True)) == set(Role)
    assert roles.of(User(is_superuser=True, is_active=False)) == set()


@pytest.mark.parametrize("who", ["editor", "keeper"])
def test_a_form_that_nobody_touched_changes_nothing(who, ada, keeper, signed_in):
    client = signed_in(ada if who == "editor" else keeper)
    before = everything()
    for model, row in first_rows(ROWS):
        where = address(model, "change", row.pk)
        sent = {name: as_a_browser_ends_lines(value) for name, value in as_sent(client.get(where)).items()}
        response = client.post(where, sent)
        assert response.status_code == 302, response.context["errors"]
    assert everything() == before
    assert not Change.objects.exists()


def as_a_browser_ends_lines(value):
    return value.replace("\n", "\r\n") if isinstance(value, str) else value
