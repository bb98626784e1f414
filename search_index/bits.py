"""Sets of rows as the bits of one Python integer: and, or and counting cost well under a microsecond for thousands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = int
Rows = npt.NDArray[np.int32]
RowNumbers = npt.NDArray[np.integer]
Mask = npt.NDArray[np.bool_]


def from_mask(mask: Mask) -> Bits:
    """The set of the rows for which the mask is true."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def from_rows(rows: RowNumbers, size: int) -> Bits:
    """The set of these rows, all below `size`."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[rows] = True
    return from_mask(mask)


def to_mask(bits: Bits, size: int) -> Mask:
    """For each of the first `size` rows whether it is in the set."""
    packed = np.frombuffer(bits.to_bytes((size + 7) // 8, "little"), dtype=np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little").view(np.bool_)


def to_rows(bits: Bits, size: int) -> npt.NDArray[np.intp]:
    """The rows of a set, ascending."""
    return to_mask(bits, size).nonzero()[0]


def to_words(bits: Bits, size: int) -> npt.NDArray[np.uint64]:
    """The set as 64-bit words, for counting many sets at once."""
    return np.frombuffer(bits.to_bytes((size + 63) // 64 * 8, "little"), dtype=np.uint64)
