"""A disk of which the power may be cut at any moment: what is safe by then, and all that may be there besides.

What POSIX promises and no more. A file's bytes are safe once the file was flushed, a name once its folder was. Of what
came later any part may be on the disk, in any order: whole writes, sectors of 512 or 4,096 bytes of them, the size
without the bytes (then zeros or rubbish), new names without their content and content without its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from random import Random

from tests.faults.power_log import Entry, What

_SECTORS = (512, 4096)
_FOLDER = -1
"""Stands where a file's number would."""

Files = dict[str, bytes]
Kept = Callable[["Write | Resize"], "bool | int"]
"""Of an unflushed write: all of it, nothing, or some of its sectors of that size."""


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes from `offset` on."""

    time: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """The file ends at `size` from now on."""

    time: int
    size: int


@dataclass(frozen=True, slots=True)
class Naming:
    """Names given and taken (None) in one step."""

    time: int
    names: dict[str, int | None]

    def touches(self, folder: str) -> bool:
        """Whether flushing `folder` makes it safe."""
        return any(_folder_of(name) == folder for name in self.names)


@dataclass(slots=True)
class Node:
    """A file by itself, whatever its name."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Write | Resize] = field(default_factory=list)

    def flush(self) -> None:
        """Everything so far is safe."""
        for act in self.pending:
            _apply(self.safe, act)
        self.pending.clear()


class Disk:
    """Follows a log entry by entry; at any moment `after_cut` draws a state that the power's end may leave."""

    def __init__(self, before: Files, inodes: dict[str, int]) -> None:
        """`before`: the files that were there and safe when the log began, `inodes` theirs."""
        self._nodes = [Node(bytearray(content)) for content in before.values()]
        self._live: dict[str, int | None] = {name: number for number, name in enumerate(before)}
        self._live |= {folder: _FOLDER for name in before for folder in _folders_above(name)}
        self._safe_names = dict(self._live)
        self._pending_names: list[Naming] = []
        self._by_inode = {inodes[name]: number for number, name in enumerate(before)}
        self._time = 0

    def follow(self, entry: Entry) -> None:
        """One more entry of the log."""
        self._time += 1
        match entry.what:
            case What.WRITE:
                self._node(entry).pending.append(Write(self._time, entry.offset, entry.data))
            case What.RESIZE:
                self._node(entry).pending.append(Resize(self._time, entry.offset))
            case What.FLUSH:
                self._node(entry).flush()
            case _:
                self._follow_name(entry)

    @property
    def is_settled(self) -> bool:
        """Whether a cut now leaves one state only."""
        return not self._pending_names and not any(node.pending for node in self._named(self._live.values()))

    def after_cut(self, random: Random) -> Files:
        """The files as a cut at this moment may leave them."""
        names = dict(self._safe_names)
        for naming in _surviving(self._pending_names, random):
            names.update(naming.names)
        kept = _draw(random, [act.time for node in self._named(names.values()) for act in node.pending])
        grows = random.choice((None, None, bytes, random.randbytes))
        return {
            name: _content(self._nodes[number], kept, grows, random)
            for name, number in sorted(names.items())
            if number is not None
            and number != _FOLDER
            and all(names.get(folder) == _FOLDER for folder in _folders_above(name))
        }

    def _follow_name(self, entry: Entry) -> None:
        match entry.what:
            case What.FLUSH_FOLDER:
                self._flush_folder(entry.path)
            case What.CREATE:
                self._by_inode[entry.inode] = len(self._nodes)
                self._nodes.append(Node())
                self._name({entry.path: len(self._nodes) - 1})
            case What.RENAME:
                self._name(self._renamed(entry.path, entry.other))
            case What.LINK:
                self._name({entry.other: self._live[entry.path]})
            case What.UNLINK:
                self._name({entry.path: None})
            case What.MAKE_FOLDER:
                self._name({entry.path: _FOLDER})

    def _node(self, entry: Entry) -> Node:
        return self._nodes[self._by_inode[entry.inode]]

    def _named(self, numbers: Iterable[int | None]) -> list[Node]:
        return [self._nodes[number] for number in sorted({n for n in numbers if n is not None and n != _FOLDER})]

    def _name(self, names: dict[str, int | None]) -> None:
        self._live.update(names)
        self._pending_names.append(Naming(self._time, names))

    def _renamed(self, old: str, new: str) -> dict[str, int | None]:
        """A folder takes along what is in it. A name outside of what is watched is none."""
        below = {name: number for name, number in self._live.items() if name == old or name.startswith(f"{old}/")}
        gone: dict[str, int | None] = dict.fromkeys(below)
        return gone if not new else gone | {new + name[len(old) :]: number for name, number in below.items()}

    def _flush_folder(self, folder: str) -> None:
        later = []
        for naming in self._pending_names:
            if naming.touches(folder):
                self._safe_names.update(naming.names)
            else:
                later.append(naming)
        self._pending_names = later


def _surviving(pending: list[Naming], random: Random) -> list[Naming]:
    """As a journal of metadata keeps them, from the first to some last one; or as a disk without one does, any."""
    match random.randrange(4):
        case 0:
            return []
        case 1:
            return pending
        case 2:
            return pending[: random.randint(0, len(pending))]
    return [naming for naming in pending if random.random() < 0.5]


def _draw(random: Random, times: list[int]) -> Kept:
    """Which of the unflushed writes, made at `times`, reached the disk."""
    if not times:
        return lambda _: True
    share, sector, at = random.choice((0.1, 0.5, 0.9)), random.choice(_SECTORS), random.choice(times)
    ways: list[Kept] = [
        lambda _: False,
        lambda _: True,
        lambda act: sector if act.time == at else act.time < at,
        lambda act: sector if act.time == at else act.time > at,
        lambda act: act.time != at,
        lambda act: act.time == at,
        lambda _: random.random() < share,
        lambda _: sector,
        lambda _: sector if random.random() < 0.3 else random.random() < share,
    ]
    return random.choice(ways)


def _content(node: Node, kept: Kept, grows: Callable[[int], bytes] | None, random: Random) -> bytes:
    content = bytearray(node.safe)
    if grows is not None:  # the size is on the disk before the bytes
        ends = (act.size if isinstance(act, Resize) else act.offset + len(act.data) for act in node.pending)
        content += grows(max(0, max(ends, default=0) - len(content)))
    for act in node.pending:
        how = kept(act)
        if how is True or (how and isinstance(act, Resize)):
            _apply(content, act)
        elif how and isinstance(act, Write):
            _apply_sectors(content, act, how, random)
    return bytes(content)


def _apply(content: bytearray, act: Write | Resize) -> None:
    if isinstance(act, Resize):
        del content[act.size :]
        content.extend(bytes(act.size - len(content)))
        return
    content.extend(bytes(max(0, act.offset - len(content))))
    content[act.offset : act.offset + len(act.data)] = act.data


def _apply_sectors(content: bytearray, write: Write, sector: int, random: Random) -> None:
    start, end = write.offset, write.offset + len(write.data)
    for first in range(start - start % sector, end, sector):
        if random.random() < 0.5:
            low, high = max(first, start), min(first + sector, end)
            _apply(content, Write(write.time, low, write.data[low - start : high - start]))


def _folder_of(name: str) -> str:
    parent = str(PurePosixPath(name).parent)
    return "" if parent == "." else parent


def _folders_above(name: str) -> list[str]:
    return [str(parent) for parent in PurePosixPath(name).parents][:-1]
