"""Advisory locks: two chores that have nothing to do with each other never refuse each other."""

import itertools

import pytest
from django.db import connection

from tests.integration.other_databases import second_connection
from wiki.exceptions import WikiError
from wiki.platform.locks import Lock, only_one

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("held", "asked"), list(itertools.permutations(Lock, 2)))
def test_a_lock_refuses_no_other(held: Lock, asked: Lock) -> None:
    with second_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [held])
        with only_one(asked, WikiError("besetzt")):
            pass


def test_a_held_lock_refuses_with_the_callers_error() -> None:
    with second_connection() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [Lock.RESTORE])
        with (
            pytest.raises(WikiError, match="besetzt"),
            only_one(Lock.RESTORE, WikiError("besetzt")),
        ):
            pytest.fail("The lock is held.")


def test_a_lock_is_free_after_its_block() -> None:
    with only_one(Lock.IMPORT, WikiError("besetzt")):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE objid = %s", [Lock.IMPORT])
        assert cursor.fetchone() == (0,)
