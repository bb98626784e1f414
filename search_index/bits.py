"""Sets of rows as packed bits in 64-bit words, so that narrowing and counting cost next to nothing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def width(rows: int) -> int:
    """How many 64-bit words hold so many rows."""
    return (rows + 63) // 64


def from_rows(rows: npt.NDArray[np.integer], words: int) -> Bits:
    """The set of these rows."""
    mask = np.zeros(words * 64, dtype=np.bool_)
    mask[rows] = True
    return np.packbits(mask, bitorder="little").view(np.uint64)


def from_mask(mask: Mask, words: int) -> Bits:
    """The set of the rows for which the mask is true."""
    packed = np.zeros(words * 8, dtype=np.uint8)
    part = np.packbits(mask, bitorder="little")
    packed[: len(part)] = part
    return packed.view(np.uint64)


def to_rows(bits: Bits) -> npt.NDArray[np.intp]:
    """The rows of a set, ascending."""
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_).nonzero()[0]


def has(bits: Bits, rows: npt.NDArray[np.integer]) -> Mask:
    """For each of these rows whether it is in the set."""
    result: Mask = (bits[rows >> 6] >> (rows & 63).astype(np.uint64) & np.uint64(1)).astype(np.bool_)
    return result


def count(bits: Bits) -> int:
    """How many rows are in a set."""
    return int(np.bitwise_count(bits).sum())


def counts(table: npt.NDArray[np.uint64], among: Bits) -> npt.NDArray[np.int64]:
    """For each set of a table (one a line), how many of its rows are in `among`."""
    result: npt.NDArray[np.int64] = np.bitwise_count(table & among).sum(axis=1, dtype=np.int64)
    return result
