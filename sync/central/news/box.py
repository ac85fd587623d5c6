"""Tell every desk what queue files on a stick are sealed for; PCs that joined before there was a box learn it so."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sync.central.keys import Keys
from sync.central.news import feed
from sync.central.store.tables import changes
from sync.protocol.changes import Change, ChangeKind
from sync.protocol.requests import to_base64

_KEY = "centre"


def publish_box(connection: Connection, keys: Keys) -> None:
    """Once: what is told already is not told again, so that no desk reads it at every start of the centre."""
    told = (changes.c.scope == feed.SCHEME) & (changes.c.kind == ChangeKind.CENTRE) & (changes.c.key == _KEY)
    if connection.execute(select(changes.c.key).where(told)).first() is None:
        body = {"box_key": to_base64(keys.box.box().to_bytes())}
        feed.publish(connection, feed.SCHEME, [Change(ChangeKind.CENTRE, _KEY, body)])
