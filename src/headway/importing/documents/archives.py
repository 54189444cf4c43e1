"""What is packed inside a .docx, .xlsx or .ods, taken out with care."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, join, normpath

from lxml import etree

from headway.importing.documents.document import DocumentError
from headway.importing.documents.files import given_title, megabytes
from headway.importing.documents.limits import DEFAULT, Limits

_CHUNK = 1 << 16
_FREE = 1 << 20  # the first megabyte of a member may be packed as tightly as it likes
_DEFINING = ("<!DOCTYPE", "<!ENTITY")
_CODINGS = ("ascii", "utf-16-le", "utf-16-be")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands no entity and stops at libxml2's own limits."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class Archive:
    """
    A zip file that cannot flood the machine.

    Sizes are counted while unpacking, because the sizes a zip declares are its
    maker's word only.

    Raises:
        DocumentError: It is damaged, or larger inside than `limits` allow.
    """

    def __init__(self, data: bytes, name: str, limits: Limits = DEFAULT) -> None:
        self.name = name
        self._limits = limits
        self._taken = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as problem:
            raise self._damaged() from problem
        self._check(infos)
        self._infos = {info.filename: info for info in infos}

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > self._limits.members:
            raise DocumentError(
                f"{self.name} has {len(infos)} files packed inside, more than the"
                f" {self._limits.members} that are read; save it again from your office program."
            )
        for info in infos:
            if info.flag_bits & 0x1:
                raise DocumentError(
                    f"{self.name} is protected by a password; save a copy without one."
                )
            if info.file_size - _FREE > info.compress_size * self._limits.ratio:
                raise self._bomb()
        if sum(info.file_size for info in infos) > self._limits.unpacked_bytes:
            raise self._bomb()

    def __contains__(self, member: str) -> bool:
        return member in self._infos

    def read(self, member: str) -> bytes:
        """One packed file, whole."""
        info = self._infos.get(member)
        if info is None:
            raise self._damaged(f" ({member} is missing inside it)")
        parts: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._taken += len(chunk)
                    if self._taken > self._limits.unpacked_bytes:
                        raise self._bomb()
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as problem:
            raise self._damaged(f" ({member} inside it is broken)") from problem
        except NotImplementedError as problem:
            raise self._damaged(f" ({member} is packed in an unknown way)") from problem
        return b"".join(parts)

    def markup(self, member: str) -> bytes:
        """A packed XML file that defines no entities of its own."""
        data = self.read(member)
        if any(mark.encode(coding) in data for mark in _DEFINING for coding in _CODINGS):
            raise DocumentError(
                f"{self.name} defines XML entities in {member}, which no office program does;"
                " it is not read. Save it again from your office program."
            )
        return data

    def xml(self, member: str) -> etree._Element:
        """The root of a packed XML file."""
        try:
            return etree.fromstring(self.markup(member), parser())
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise self._damaged(f" ({member} inside it is broken)") from problem

    def relations(self, member: str) -> dict[str, tuple[str, str, bool]]:
        """For each relation's id: its kind, its target and whether it points outside."""
        folder, _, base = member.rpartition("/")
        beside = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if beside not in self:
            return {}
        found = {}
        for relation in self.xml(beside).iter(_RELATION):
            external = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            if not external:
                target = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else normpath(join(dirname(member), target))
                )
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, target, external)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What is packed inside, in the file's own order."""
        return tuple(self._infos)

    def related(self, member: str, kind: str) -> Iterator[str]:
        """The packed files of one kind that `member` points to."""
        for found, target, external in self.relations(member).values():
            if found == kind and not external and target in self:
                yield target

    def title(self) -> str:
        """The title in the document's own properties, or nothing."""
        for member in ("docProps/core.xml", "meta.xml"):
            if member in self:
                for element in self.xml(member).iter("{http://purl.org/dc/elements/1.1/}title"):
                    return given_title(element.text)
        return ""

    def _damaged(self, detail: str = "") -> DocumentError:
        return DocumentError(
            f"{self.name} is damaged or was cut short{detail}; ask its sender for the file"
            " again, or open it in your office program and save it anew."
        )

    def _bomb(self) -> DocumentError:
        return DocumentError(
            f"{self.name} would unpack to more than {megabytes(self._limits.unpacked_bytes)}, or"
            " is packed more tightly than documents are; it is not read. Save it again from your"
            " office program."
        )
