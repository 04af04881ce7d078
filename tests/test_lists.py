"""Readers' lists are sealed: the table alone opens none, every writer's work is kept, and old lists are forgotten."""

import base64
import datetime
import io
import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from conditions import lists
from conditions.guide import worksheet_changes as act
from conditions.guide.vocabulary import Text
from conditions.guide.worksheet import Entry, Refused, Worksheet, base_of, own_question
from conditions.models import SealedList, Share
from tests.browser.served import fresh_database

ROOT = Path(__file__).resolve().parents[1]
QUESTION = Text(en="Zyxwolf treatment of Mrs Quandt?", zh_hans="鼬鼯诊所的觚觞疗法如何？")
WORDS = ["Zyxwolf", "Quandt", "鼬鼯", "觚觞", "plumbago", "Doctor Wimpfelberg", "chronic-pain"]
FORMERLY = [datetime.timedelta(days=days) for days in (90, 91, 400)]


@pytest.fixture
def token(db):
    """A list with a guide's question, which has an answer."""
    entry = Entry(id="chronic-pain.q", slug="chronic-pain", question="q", ask=QUESTION)
    answered = act.answer("chronic-pain.q", "plumbago 鼬鼯", "Doctor Wimpfelberg", base_of(entry))
    return lists.create(act.in_turn(act.add(entry), answered))[0]


def row(token):
    return SealedList.objects.get(token_hash=lists._hash(lists._secret(token)))


def own(id, words="Is it safe?"):
    return act.add(own_question(id, words))


def last_used(token, ago):
    """As if it was last used so long ago."""
    SealedList.objects.filter(pk=row(token).pk).update(used_on=timezone.localdate() - ago)


def opens_nothing(token):
    """Whether every door stays shut for this token, without an error."""
    with pytest.raises(lists.NoSuchList):
        lists.change(token, own("x"))
    with pytest.raises(lists.NoSuchList):
        lists.share(token)
    with pytest.raises(lists.NoSuchList):
        lists.revoke(token)
    return not lists.exists(token) and lists.open(token) is None and lists.open_shared(token) is None


def test_a_list_comes_back_as_it_was_written(token):
    entry = lists.open(token).entries[0]
    assert (entry.ask, entry.answers[0].text, entry.answers[0].by) == (QUESTION, "plumbago 鼬鼯", "Doctor Wimpfelberg")
    changed = lists.change(token, act.star(entry.id, True))
    assert changed.stars
    assert lists.open(token) == changed


def test_an_empty_list_can_be_opened(db):
    token, sheet = lists.create(act.show_both(False))
    assert sheet == Worksheet() == lists.open(token)


def test_a_token_is_256_random_bits_that_may_stand_in_an_address():
    tokens = {lists.new_token() for _ in range(50)}
    assert len(tokens) == 50
    for token in tokens:
        assert lists.well_formed(token)
        assert len(base64.urlsafe_b64decode(token + "=")) == 32


@given(st.text(), st.text("ABCxyz019-_=+/\n", min_size=42, max_size=45))
def test_no_other_text_is_a_token_and_none_does_harm(anything, nearly):
    for text in (anything, nearly):
        if lists.well_formed(text):
            assert base64.urlsafe_b64encode(base64.urlsafe_b64decode(text + "=")).decode() == text + "="
        else:
            assert opens_nothing(text)
            lists.delete(text)


def test_a_token_has_one_spelling(token):
    """The last of 43 characters holds two bits too many; the same bytes in another spelling are no token."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    others = [token[:-1] + sign for sign in alphabet if sign != token[-1]]
    same = [other for other in others if base64.urlsafe_b64decode(other + "=") == lists._secret(token)]
    assert len(same) == 3
    assert all(opens_nothing(other) for other in others)


def encodings(word):
    """A word in every encoding in which somebody might come to store it."""
    kinds = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "utf-7")
    plain = [word.encode(kind, "ignore") for kind in kinds if word.encode(kind, "ignore")]
    escaped = [json.dumps(word).strip('"').encode(), base64.b64encode(word.encode()).rstrip(b"=")]
    return [*plain, *escaped, *(each.hex().encode() for each in plain)]


def test_no_row_of_the_database_holds_a_word_or_a_token_of_a_list(token):
    link = lists.share(token).shared.token
    secrets = [*WORDS[:-1], token, link]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            for secret in secrets:
                for written in {secret, secret.encode().hex(), json.dumps(secret).strip('"')}:
                    cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE position(%s in t::text) > 0', [written])
                    assert cursor.fetchone() == (0,), (table, written)
        for table in ("conditions_sealedlist", "conditions_share"):
            assert table in tables
            cursor.execute(f'SELECT * FROM "{table}"')
            (raw,) = cursor.fetchall()
            stored = b" ".join(
                bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in raw
            )
            for secret in [*WORDS, token, link]:
                for written in encodings(secret):
                    assert written not in stored, (table, secret)
            for secret in (token, link):
                assert lists._secret(secret) not in stored
                assert lists._secret(secret).hex().encode() not in stored


def test_the_table_has_no_column_for_anything_else():
    assert {field.name for field in SealedList._meta.get_fields()} == {
        "id", "token_hash", "wrapped_key", "content", "made_on", "used_on", "shares",
    }  # fmt: skip
    assert {field.name for field in Share._meta.get_fields()} == {
        "id", "sealed_list", "token_hash", "wrapped_key", "made_on",
    }  # fmt: skip


def test_the_token_is_never_sent_to_the_database(db):
    with CaptureQueriesContext(connection) as sent:
        token, _ = lists.create(own("a", "Zyxwolf?"))
        lists.open(token)
        link = lists.share(token).shared.token
        lists.open_shared(link)
        lists.change(token, own("b", "Quandt?"))
        lists.revoke(token)
        lists.delete(token)
    said = " ".join(query["sql"] for query in sent)
    assert "conditions_sealedlist" in said
    for secret in (token, link):
        assert secret not in said
        assert lists._secret(secret).hex() not in said
    assert "Zyxwolf" not in said
    assert b"Zyxwolf".hex() not in said


def test_the_length_does_not_tell_how_much_was_written(db):
    sizes = set()
    for words in ("a", "药" * 100):
        token, _ = lists.create(own("a", words))
        sizes.add(len(bytes(row(token).content)))
    assert len(sizes) == 1
    assert (sizes.pop() - 12 - 16) % 1024 == 0


def test_the_same_content_is_sealed_differently_each_time(token):
    before = bytes(row(token).content)
    lists.change(token, act.ask_for(True))
    between = bytes(row(token).content)
    lists.change(token, act.ask_for(False))
    after = bytes(row(token).content)
    assert len({before, between, after}) == 3
    assert len({content[:12] for content in (before, between, after)}) == 3, "a nonce is used once"


@pytest.mark.parametrize("swapped", [["content"], ["wrapped_key"], ["wrapped_key", "content"]], ids="+".join)
def test_rows_that_were_swapped_open_nothing(token, swapped):
    other = lists.create(own("b", "Another list"))[0]
    mine, theirs = row(token), row(other)
    SealedList.objects.filter(pk=mine.pk).update(**{name: getattr(theirs, name) for name in swapped})
    SealedList.objects.filter(pk=theirs.pk).update(**{name: getattr(mine, name) for name in swapped})
    assert opens_nothing(token)
    assert opens_nothing(other)


def test_a_list_put_under_another_token_opens_nothing(token):
    forger = lists.new_token()
    SealedList.objects.filter(pk=row(token).pk).update(token_hash=lists._hash(lists._secret(forger)))
    assert opens_nothing(forger)
    assert opens_nothing(token)


@pytest.mark.parametrize("name", ["content", "wrapped_key"])
def test_one_bit_that_differs_opens_nothing(token, name):
    whole = bytes(getattr(row(token), name))
    found = SealedList.objects.filter(pk=row(token).pk)
    places = {0, 5, 11, 12, 13, len(whole) // 2, len(whole) - 17, len(whole) - 1}
    for place, bit in itertools.product(sorted(places), (0x01, 0x80)):
        found.update(**{name: whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]})
        assert lists.open(token) is None, place
    for length in (0, 1, 11, 12, 27, 28, len(whole) - 1):
        found.update(**{name: whole[:length]})
        assert opens_nothing(token), length
    found.update(**{name: whole})
    assert lists.open(token) is not None


def test_an_unknown_token_opens_nothing(token):
    assert opens_nothing(lists.new_token())


def test_what_is_refused_changes_nothing(token):
    before = row(token)
    with pytest.raises(Refused, match="empty"):
        lists.change(token, act.in_turn(own("b", "One more"), own("c", " ")))
    after = row(token)
    assert bytes(before.content) == bytes(after.content)
    with pytest.raises(Refused):
        lists.create(own("a", ""))
    assert SealedList.objects.count() == 1


def test_a_link_reads_the_list_as_it_is_now_and_does_not_hold_itself(token):
    sheet = lists.share(token)
    assert sheet.shared.made_at.date() == timezone.now().date()
    lists.change(token, own("new", "And who pays?"))
    seen = lists.open_shared(sheet.shared.token)
    assert [entry.ask.en for entry in seen.entries] == [QUESTION.en, "And who pays?"]
    assert seen.shared is None
    assert lists.open(token).shared == sheet.shared


def test_a_link_cannot_change_the_list_and_the_list_is_no_link(token):
    link = lists.share(token).shared.token
    for change in (lambda: lists.change(link, own("x")), lambda: lists.share(link), lambda: lists.revoke(link)):
        with pytest.raises(lists.NoSuchList):
            change()
    lists.delete(link)
    assert lists.open(link) is None
    assert lists.open_shared(token) is None
    assert lists.open(token) is not None


def test_sharing_twice_is_one_link(token):
    assert lists.share(token).shared == lists.share(token).shared
    assert Share.objects.count() == 1


def test_a_revoked_link_opens_nothing_at_once_nor_ever_again(token):
    link = lists.share(token).shared.token
    (stolen,) = Share.objects.values()
    assert lists.revoke(token).shared is None
    assert lists.revoke(token).shared is None, "twice is once"
    assert opens_nothing(link)
    Share.objects.create(**stolen)  # somebody who kept the row and the link
    assert opens_nothing(link)
    assert [entry.ask for entry in lists.open(token).entries] == [QUESTION]
    assert lists.share(token).shared.token != link


def test_a_link_that_was_put_on_another_list_opens_nothing(token):
    link = lists.share(token).shared.token
    other = lists.create(own("b"))[0]
    others = lists.share(other).shared.token
    mine, theirs = Share.objects.get(sealed_list=row(token)), Share.objects.get(sealed_list=row(other))
    Share.objects.filter(pk=mine.pk).update(sealed_list=theirs.sealed_list)
    assert lists.open_shared(link) is None
    Share.objects.filter(pk=mine.pk).update(sealed_list=mine.sealed_list, wrapped_key=theirs.wrapped_key)
    assert lists.open_shared(link) is None
    assert lists.open_shared(others) is not None


def test_deleting_takes_the_link_away_and_can_be_done_twice(token):
    other = lists.create(own("b"))[0]
    link = lists.share(token).shared.token
    lists.delete(token)
    lists.delete(token)
    assert opens_nothing(token)
    assert opens_nothing(link)
    assert Share.objects.count() == 0
    assert lists.open(other) is not None


@pytest.mark.parametrize("ago", FORMERLY, ids=lambda ago: f"{ago.days} days")
@pytest.mark.parametrize("way", ["opened", "changed", "shared", "by its link"])
def test_a_list_that_nobody_used_for_90_days_is_gone_on_access(token, ago, way):
    link = lists.share(token).shared.token
    last_used(token, ago)
    if way == "opened":
        assert lists.open(token) is None
    elif way == "by its link":
        assert lists.open_shared(link) is None
    else:
        with pytest.raises(lists.NoSuchList):
            lists.change(token, own("x")) if way == "changed" else lists.share(token)
    assert SealedList.objects.count() == 0
    assert Share.objects.count() == 0


def test_a_list_used_89_days_ago_is_kept_for_90_more(token):
    last_used(token, datetime.timedelta(days=89))
    assert lists.open(token) is not None
    assert row(token).used_on == timezone.localdate()


def test_the_day_of_use_is_written_once_a_day(token, django_assert_num_queries):
    last_used(token, datetime.timedelta(days=1))
    with django_assert_num_queries(2):
        lists.open(token)
    with django_assert_num_queries(1):
        lists.open(token)
    assert row(token).used_on == timezone.localdate()


@pytest.mark.parametrize("ago", [30, 90], ids=lambda days: f"{days} days")
def test_asking_whether_a_list_exists_changes_nothing(token, ago):
    last_used(token, datetime.timedelta(days=ago))
    before = SealedList.objects.values().get()
    assert lists.exists(token) is (ago < 90)
    assert SealedList.objects.values().get() == before


def test_an_act_that_changes_nothing_is_a_use_too(token):
    last_used(token, datetime.timedelta(days=30))
    lists.change(token, act.remove("gone"))
    assert row(token).used_on == timezone.localdate()


def test_looking_through_a_link_does_not_put_off_the_end(token):
    link = lists.share(token).shared.token
    last_used(token, datetime.timedelta(days=30))
    assert lists.open_shared(link) is not None
    assert row(token).used_on == timezone.localdate() - datetime.timedelta(days=30)


def test_the_command_forgets_old_lists_with_their_links_and_says_how_many(token, monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 2)
    for ago in (90, 90, 91, 200, 89):
        old = lists.create(own("a"))[0]
        lists.share(old)
        last_used(old, datetime.timedelta(days=ago))
    said = io.StringIO()
    call_command("forget_old_lists", stdout=said)
    assert said.getvalue() == "4 old lists deleted\n"
    assert (SealedList.objects.count(), Share.objects.count()) == (2, 1)
    call_command("forget_old_lists", stdout=said)
    assert said.getvalue().endswith("\n0 old lists deleted\n")
    assert lists.open(token) is not None


def test_the_number_of_queries_does_not_grow_with_the_list(db):
    counts = []
    for number in (1, 200):
        changes = act.in_turn(*(own(f"n{each}", f"Question {each}") for each in range(number)))
        token, sheet = lists.create(changes)
        assert len(sheet.entries) == number
        link = lists.share(token).shared.token
        with CaptureQueriesContext(connection) as queries:
            lists.open(token)
            lists.change(token, act.mark("n0", True))
            lists.open_shared(link)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6, counts


def test_a_link_never_stands_in_the_message_of_an_error(token):
    sheet = lists.share(token)
    for shown in (repr(sheet), str(sheet), repr(sheet.shared), str(sheet.shared)):
        assert sheet.shared.token not in shown


# With real connections: processes of their own, on a database of their own


@pytest.fixture(scope="module")
def other_database():
    """An address of a database where nothing is rolled back, with the tables of lists alone."""
    with fresh_database(os.environ["DATABASE_URL"]) as address:
        yield address


@pytest.fixture(scope="module")
def writer(other_database):
    """Starts `tests.list_writer` there; whatever still runs at the end is killed."""
    running = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.list_writer", *arguments],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=os.environ | {"DATABASE_URL": other_database, "DJANGO_SETTINGS_MODULE": "decisionaid.settings"},
        )  # fmt: skip
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def said(process):
    """All that a process says until it ends by itself."""
    lines = process.communicate()[0].splitlines()
    assert process.returncode == 0
    return [json.loads(line) for line in lines]


def together(processes):
    """Lets processes go at the same moment, once all are ready."""
    for process in processes:
        assert json.loads(process.stdout.readline()) == "ready"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [said(process) for process in processes]


@pytest.fixture(scope="module")
def tables(writer):
    """The tables of lists, made there."""
    assert said(writer("make_tables")) == []


@pytest.fixture
def a_list(writer, tables):
    """The token of a new list there, with one question."""
    (token,) = said(writer("make"))
    return token


@pytest.mark.slow
def test_sixteen_writers_at_once_on_one_list_lose_nothing(writer, a_list):
    acknowledged = together([writer("write_at_once", a_list, name, "8", "6") for name in ("one", "two")])
    ids = [id for answers in acknowledged for written in answers for id in written]
    assert len(ids) == 2 * 8 * 6
    kept, _ = said(writer("show", a_list))
    assert sorted(kept) == sorted(["first", *ids])


@pytest.mark.slow
def test_two_who_answer_at_once_are_both_kept(writer, a_list):
    base = base_of(own_question("first", ""))
    texts = ("Yes, says the clinic", "No, says our doctor")
    answers = together([writer("answer", a_list, text, base) for text in texts])
    assert answers == [["kept"], ["kept"]]
    _, kept = said(writer("show", a_list))
    assert sorted(kept) == sorted(texts)


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 17])
def test_a_writer_killed_in_the_middle_loses_nothing_that_was_acknowledged(writer, a_list, after):
    process = writer("write_on", a_list)
    lines = [process.stdout.readline() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.readlines()
    assert process.wait() == -signal.SIGKILL, "it was in the middle"
    acknowledged = {f"n{json.loads(line)}" for line in lines if line.endswith("\n")}
    assert len(acknowledged) >= after
    kept, _ = said(writer("show", a_list))
    assert acknowledged <= set(kept)
    assert len(set(kept)) == len(kept)
