"""The address of a ledger: the path of a file, or a database of a PostgreSQL server, a URL or libpq's `key=value`.

libpq itself takes an address apart, so that what is shown of it is what is connected to. Shown are the host, the
database and the schema: a password may stand anywhere else.
"""

from __future__ import annotations

import os
import re

from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _

_URL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?:(?://)?")
_SCHEME = re.compile(r"([a-z][a-z\d+.-]+)://", re.I)  # a drive has one letter
_USER = re.compile(r"[^@/]*@")
_PAIR = re.compile(r"(\w+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s'\\]|\\.)*)\s*")
_STRING = re.compile(r"\s*[a-z]+\s*=")
_KEY = re.compile(r"(?:^|\s)(?:host|hostaddr|port|dbname|user|password|passfile|service|sslmode|options)\s*=")
_PORT, _NAME_BYTES = "5432", 63
_HIDDEN = re.compile(r"((?<=://)[^\s/]*:)\S*(?=@)|(password(?:\s*=\s*|%3D))(?:'[^']*'|[^\s&'\"]+)", re.I)


def is_server(db: str) -> bool:
    """Return whether an address is that of a server, rather than the path of a file."""
    return bool(_URL.match(db) or (_STRING.match(db) and _KEY.search(db)))


def parameters(db: str) -> dict[str, str]:
    """Return the parameters of libpq for a server's address, and `schema` where one is asked for. What the address
    leaves out is as libpq finds it, in the service file and the environment.

    Raises EgovtrackError for an address that cannot be read; nothing of it is told, for it may hold a password.
    """
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise EgovtrackError(_("PostgreSQL needs the driver psycopg"), _("install egovtrack[postgresql]")) from None
    rest, schemas = _without_schema(db)
    try:
        given = {key: str(value) for key, value in conninfo_to_dict(rest).items()}
    except (ProgrammingError, UnicodeDecodeError):
        raise _unreadable() from None
    # What libpq would take for a host or a port may be the rest of a password with an @ or a / in it.
    ports = given.get("port", "").replace(",", "")
    if "@" in given.get("host", "") or not (ports.isdecimal() or not ports) or is_server(given.get("dbname", "")):
        raise _unreadable()
    for schema in schemas:
        _check_schema(schema)
        given["schema"] = schema
    return _defaults(given.get("service")) | given


def _check_schema(name: str) -> None:
    """Raise UsageError for a name that PostgreSQL would cut or refuse: it would be the name of another schema."""
    if not 0 < len(name.encode()) <= _NAME_BYTES or name.startswith("pg_") or "\0" in name:
        why = _("“{name}” cannot be the name of a schema").format(name=name)
        raise UsageError(why, _("1 to {most} bytes, 3 for each Chinese character; not pg_…").format(most=_NAME_BYTES))


def _without_schema(db: str) -> tuple[str, list[str]]:
    """Return an address as libpq knows it, and the schemas that it names; the last counts."""
    from urllib.parse import unquote

    if not _URL.match(db):
        named = [re.sub(r"\\(.)", r"\1", pair[2].strip("'")) for pair in _PAIR.finditer(db) if pair[1] == "schema"]
        return _PAIR.sub(lambda pair: "" if pair[1] == "schema" else pair[0], db), named
    place, query = _split(db)
    split = [pair.partition("=") for pair in query.split("&")]
    # libpq wants an equals sign in a value escaped, as nobody writes it in options=-csearch_path=…
    pairs = [key + equals + value.replace("=", "%3D") for key, equals, value in split if key and key != "schema"]
    named = [unquote(value) for key, _equals, value in split if key == "schema"]
    return f"{place}?{'&'.join(pairs)}", named


def _split(url: str) -> tuple[str, str]:
    """Return a URL before its question mark, and what follows; one in a password is not meant."""
    start = _URL.match(url)
    rest = url[start.end() :] if start else ""
    user = _USER.match(rest)
    user_end = user.end() if user else 0
    place, _mark, query = rest[user_end:].partition("?")
    if "@" in place or not start or not start[0].endswith("://"):
        raise _unreadable()
    return f"postgresql://{rest[:user_end]}{place}", query


def in_schema(db: str, schema: str) -> str:
    """Return the address of the ledger in a schema of its own there. Raises EgovtrackError."""
    if not is_server(db):
        raise UsageError(_("a file has no schemas"), _("they are for a server: --db postgresql://…"))
    if not _URL.match(db):
        quoted = schema.replace("\\", "\\\\").replace("'", "\\'")
        return f"{db} schema='{quoted}'"
    return "{}?{}&schema={}".format(*_split(db), _escaped(schema))


def _defaults(service: str | None) -> dict[str, str]:
    """Return what libpq takes where an address does not say, from the service file and the environment."""
    from psycopg import pq

    before = os.environ.get("PGSERVICE")
    try:
        if service:
            os.environ["PGSERVICE"] = service
        return {one.keyword.decode(): one.val.decode() for one in pq.Conninfo.get_defaults() if one.val}
    finally:
        if service:
            os.environ.pop("PGSERVICE")
            os.environ.update({"PGSERVICE": before} if before is not None else {})


def _unreadable() -> EgovtrackError:
    return EgovtrackError(
        _("the address of the PostgreSQL ledger cannot be read (it is not shown: it may hold a password)"),
        _("postgresql://USER@HOST/DATABASE; in a password, @ is %40, / is %2F, % is %25; better keep it in ~/.pgpass"),
    )


def check(db: str) -> None:
    """Raise EgovtrackError for an address at which no ledger can be kept."""
    if is_server(db):
        parameters(db)
    elif scheme := _SCHEME.match(db):
        raise EgovtrackError(
            _("{scheme}:// is no database the ledger can be kept in").format(scheme=scheme[1]),
            _("give the path of a file, or postgresql://…"),
        )


def shown(db: str) -> str:
    """Return an address as it may be shown: a path as it is, of a server the host, the database and the schema."""
    if not is_server(db):
        return db
    try:
        found = parameters(db)
    except EgovtrackError:
        return "postgresql://…"
    host, port = found.get("host") or found.get("hostaddr", ""), found.get("port", _PORT)
    host = f"[{host}]" if ":" in host else ",".join(map(_escaped, host.split(",")))
    where = f"postgresql://{host}" + (f":{port}" if port.isdecimal() and port != _PORT else "")
    where += "/" + _escaped(found.get("dbname", ""))
    return where + (f"?schema={_escaped(found['schema'])}" if "schema" in found else "")


def _escaped(name: str) -> str:
    """Return a name as it stands in a URL that people read: Chinese characters stay."""
    from urllib.parse import quote

    return re.sub(r"[^\w.-]", lambda found: quote(found[0], safe=""), name)


def database_name(db: str) -> str:
    """Return the name of a server's database, with the schema where one is asked for."""
    found = parameters(db)
    return ".".join(filter(None, (found.get("dbname") or found.get("user", ""), found.get("schema"))))


def masked(text: str) -> str:
    """Return a text that may quote what was typed, without the passwords of addresses in it."""
    return _HIDDEN.sub(r"\1\2…", text)
