"""Writing with Whoosh: a whole new index into a directory, or a change into a copy of the files in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search_index import stored
from search_index.analysis import placed_words, stem
from search_index.codec import Codec, Pool
from search_index.documents import Document
from search_index.fields import FIELDS
from search_index.files import describe
from search_index.memory import LazyFiles, MemoryStorage
from search_index.schema import ID, STEM_MARK, STORED, SURFACE, make_schema

PROGRESS_EVERY = 50
SEGMENTS_OF_A_SIZE = 8
"""When so many segments of about one size have come together, they are merged into one."""

FIRST_GENERATION = 1
_TOC = ".toc"
_KEPT = (".seg", _TOC)


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with our form of postings."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=Codec())
        self.pool = Pool()


def _row(document: Document) -> dict[str, Any]:
    texts = {field.name: getattr(document, field.name) for field in FIELDS}
    written = {word for text in texts.values() for word, _ in placed_words(text)}
    surface = sorted(f"{word}{STEM_MARK}{stem(word)}" for word in written)
    return {ID: document.id, SURFACE: surface, STORED: stored.dump(document), **texts}


def write_all(
    directory: Path, documents: Iterable[Document], progress: Callable[[int], None] | None = None
) -> dict[str, tuple[int, int]]:
    """A new index of these documents in an empty directory; the files that make it up, described."""
    index = FileIndex.create(FileStorage(str(directory)), make_schema())
    writer = _Writer(index)
    seen: set[str] = set()
    for number, document in enumerate(documents, start=1):
        if document.id in seen:
            raise ValueError(f"Two documents have the id {document.id}.")
        seen.add(document.id)
        writer.add_document(**_row(document))
        if progress and number % PROGRESS_EVERY == 0:
            progress(number)
    writer.commit(merge=False)
    if progress:
        progress(len(seen))
    return {entry.name: describe(entry.read_bytes()) for entry in directory.iterdir() if entry.suffix in _KEPT}


def write_change(
    names: Iterable[str], read: Callable[[str], bytes], gone: Iterable[int], documents: Sequence[Document]
) -> tuple[dict[str, bytes | None], int]:
    """The index without the rows that are gone and with these documents: its files, and its generation.

    Takes the files there are, and what reads one. Files that stay as they are come back as None.
    """
    storage = MemoryStorage()
    storage.files = LazyFiles(names, read)
    writer = _Writer(FileIndex(storage))
    for row in gone:
        writer.delete_document(row)
    for document in documents:
        writer.add_document(**_row(document))
    writer.commit(mergetype=_merge)
    return {
        name: content for name, content in storage.files.written().items() if name.endswith(_KEPT)
    }, writer.generation


def _merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """The segments to keep as they are; the rest is written again into the new one.

    Sizes are told apart by powers of the number of segments allowed, so a document is rewritten only a few times in all.
    """
    lively = [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]
    by_size: dict[int, list[Any]] = {}
    for segment in lively:
        by_size.setdefault(_size_class(segment.doc_count_all()), []).append(segment)
    merged = [segment for alike in by_size.values() if len(alike) >= SEGMENTS_OF_A_SIZE for segment in alike]
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in lively if segment not in merged]


def _size_class(documents: int) -> int:
    size = 0
    while documents >= SEGMENTS_OF_A_SIZE:
        documents //= SEGMENTS_OF_A_SIZE
        size += 1
    return size
