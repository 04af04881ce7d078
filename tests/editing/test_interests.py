"""Who earns from cell products neither writes nor approves; who has not said is asked first."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from conditions.editing import interests, turns
from conditions.editing.interests import Standing
from conditions.editing.refusals import Refused
from conditions.editing.roles import Role
from conditions.editing.states import State
from conditions.models import Change, Claim, Interest

pytestmark = pytest.mark.django_db
SLUG = "chronic-migraine"
DECLARE = reverse("admin:conditions_interest_add")


@pytest.fixture
def form_of_a_claim():
    return reverse("admin:conditions_claim_change", args=[Claim.objects.get(key="root-cause").pk])


def test_who_has_not_declared_is_asked_before_they_type_and_comes_back(person, signed_in, form_of_a_claim):
    newcomer = person("new", Role.EDITOR, declared=False)
    client = signed_in(newcomer)
    asked = client.get(form_of_a_claim)
    assert asked.status_code == 302
    assert asked["Location"].startswith(DECLARE)
    back = client.post(asked["Location"], {"earns_from_cells": "no", "what": "I teach at a school."})
    assert back["Location"] == form_of_a_claim
    assert client.get(form_of_a_claim).status_code == 200
    declared = Interest.objects.get(person=newcomer)
    assert (declared.earns_from_cells, declared.declared_by, declared.what) == (False, "new", "I teach at a school.")


def test_who_has_not_declared_changes_nothing_whatever_they_send(person, signed_in, form_of_a_claim):
    before = Claim.objects.filter(key="root-cause").values().get()
    response = signed_in(person("new", Role.EDITOR, declared=False)).post(form_of_a_claim, {"because_en": "x"})
    assert response.status_code == 403
    assert "please declare" in response.text
    assert Claim.objects.filter(key="root-cause").values().get() == before


def test_a_declaration_must_be_said_not_left_open(ada, signed_in):
    before = Interest.objects.count()
    assert signed_in(ada).post(DECLARE, {"what": ""}).status_code == 200
    assert Interest.objects.count() == before


def test_who_earns_from_cell_products_reads_and_cannot_write(mei, signed_in, form_of_a_claim):
    client = signed_in(mei)
    before = Claim.objects.filter(key="root-cause").values().get()
    assert 'name="_save"' not in client.get(form_of_a_claim).text
    refused = client.post(form_of_a_claim, {"because_en": "Buy now."})
    assert refused.status_code == 403
    assert "you earn from cell products" in refused.text
    assert client.get(reverse("admin:conditions_claim_add")).status_code == 403
    assert Claim.objects.filter(key="root-cause").values().get() == before
    assert not Change.objects.exists()


def test_who_earns_from_cell_products_cannot_take_a_guide_further(mei):
    with pytest.raises(Refused) as refused:
        turns.move(by=mei, slug=SLUG, to=State.IN_REVIEW)
    assert refused.value.why is Refused.Why.EARNS
    assert turns.moves(mei, turns.stand(SLUG)) == []


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PUBLISHER])
def test_who_earns_from_cell_products_cannot_approve(person, role):
    tempted = person("tempted", role, earns=True)
    with pytest.raises(Refused):
        interests.must_be_free(tempted)
    with pytest.raises(Refused):
        turns.may_publish(tempted)


def test_a_superuser_is_held_to_it_too(keeper, signed_in, form_of_a_claim):
    interests.declare(by=keeper, person=keeper, earns_from_cells=True, what="shares")
    assert signed_in(keeper).post(form_of_a_claim, {"because_en": "x"}).status_code == 403
    with pytest.raises(Refused):
        turns.may_publish(keeper)


def test_the_newest_declaration_counts_and_the_older_stay(ada):
    interests.declare(by=ada, person=ada, earns_from_cells=True, what="shares")
    assert interests.standing(ada) is Standing.EARNS
    interests.declare(by=ada, person=ada, earns_from_cells=False, what="sold them")
    assert interests.standing(ada) is Standing.FREE
    assert Interest.objects.filter(person=ada).count() == 3


def test_only_a_publisher_declares_for_somebody_else(ada, lin, pat, signed_in):
    with pytest.raises(Refused):
        interests.declare(by=ada, person=lin, earns_from_cells=True, what="")
    assert interests.standing(lin) is Standing.FREE
    signed_in(ada).post(DECLARE, {"person": lin.pk, "earns_from_cells": "yes", "what": ""})
    assert interests.standing(lin) is Standing.FREE
    assert interests.standing(ada) is Standing.EARNS  # what ada sent, ada said of herself
    signed_in(pat).post(DECLARE, {"person": lin.pk, "earns_from_cells": "yes", "what": "a talk"})
    assert interests.standing(lin) is Standing.EARNS


def test_what_somebody_earns_is_for_them_and_for_publishers_to_see(ada, lin, pat, signed_in):
    listed = reverse("admin:conditions_interest_changelist")
    theirs = reverse("admin:conditions_interest_change", args=[Interest.objects.get(person=lin).pk])
    assert [row.person for row in signed_in(ada).get(listed).context["cl"].queryset] == [ada]
    assert signed_in(ada).get(theirs).status_code == 302
    assert signed_in(lin).get(theirs).status_code == 200
    assert signed_in(pat).get(listed).context["cl"].queryset.count() == 3


def test_a_declaration_is_never_changed_or_taken_back(ada, pat, signed_in):
    row = Interest.objects.get(person=ada)
    for client in (signed_in(ada), signed_in(pat)):
        assert client.post(reverse("admin:conditions_interest_change", args=[row.pk]), {}).status_code in (302, 403)
        assert client.post(reverse("admin:conditions_interest_delete", args=[row.pk]), {}).status_code in (302, 403)
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Interest.objects.filter(pk=row.pk).update(what="nothing")
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        Interest.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_declaring(ada, signed_in, elsewhere):
    response = signed_in(ada).post(f"{DECLARE}?next={elsewhere}", {"earns_from_cells": "no", "what": ""})
    assert response["Location"].startswith("/admin/")
