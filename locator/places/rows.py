"""Postcodes as rows of numbers: how a postcode becomes a key in order, and how rows from files are put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from locator.places.postcode import Postcode

Rows = NDArray[np.void]
ROW = np.dtype(
    [("key", "u8"), ("latitude", "i4"), ("longitude", "i4"), ("ward", "S9"), ("council", "S9"), ("withdrawn", "u4")]
)
DEGREES = 100_000
"""Latitude and longitude are whole numbers of this part of a degree: about a metre."""
IN_USE, WITHDRAWN_SOMETIME, NEW = 0, 1, 2
"""What `withdrawn` holds when it is not a month (199606): NEW is in use, but not yet in Ordnance Survey's list."""

_INWARD_KEYS = 1 << 16
_NO_KEY = 0


def key_of(postcode: Postcode) -> int:
    """The key of a whole postcode; that of an outward code or a beginning is the lowest key that it can have."""
    outward = int.from_bytes(postcode.outward.encode().ljust(4, b"\0"), "big")
    given = [ord(one) - (48 if place == 0 else 65) for place, one in enumerate(postcode.inward)]
    figure, first, second = [*given, 0, 0, 0][:3]
    return outward * _INWARD_KEYS + figure * 676 + first * 26 + second


def range_of(postcode: Postcode) -> tuple[int, int]:
    """The keys from the first to the second, the second left out, are those of the postcodes that begin so."""
    first = key_of(postcode)
    return first, first + {0: _INWARD_KEYS, 1: 676, 2: 26, 3: 1}[len(postcode.inward)]


def postcode_of(key: int) -> Postcode:
    """The postcode that has this key."""
    outward, inward = divmod(int(key), _INWARD_KEYS)
    figure, letters = divmod(inward, 676)
    name = outward.to_bytes(4, "big").rstrip(b"\0").decode()
    return Postcode(name, f"{figure}{chr(65 + letters // 26)}{chr(65 + letters % 26)}")


def keys_of(postcodes: Sequence[str]) -> NDArray[np.uint64]:
    """The keys of whole postcodes, many at once; 0 for what is not in the form of one."""
    closed = np.char.replace(np.array([*postcodes, "AB10 1AA"], dtype="S8"), b" ", b"")
    sizes = np.char.str_len(closed)
    letters = np.ascontiguousarray(closed).view(np.uint8).reshape(len(closed), -1)
    rows = np.arange(len(closed))
    inward = [letters[rows, np.maximum(sizes - back, 0)].astype(np.int64) for back in (3, 2, 1)]
    figure, first, second = inward[0] - 48, inward[1] - 65, inward[2] - 65
    well_formed = (sizes >= 5) & (sizes <= 7)
    for value, most in ((figure, 9), (first, 25), (second, 25)):
        well_formed &= (value >= 0) & (value <= most)
    outward = np.zeros(len(closed), dtype=np.uint64)
    for place in range(4):
        letter = np.where(place < sizes - 3, letters[:, place], 0)
        outward = outward * np.uint64(256) + letter.astype(np.uint64)
    keys = outward * np.uint64(_INWARD_KEYS) + (figure * 676 + first * 26 + second).astype(np.uint64)
    return np.where(well_formed, keys, _NO_KEY)[:-1].astype(np.uint64)


def outwards(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The outward code's part of keys."""
    return keys // np.uint64(_INWARD_KEYS)


def put_together(older: Rows, newer: Rows) -> Rows:
    """Both in order of their keys, each key once: the newer row, with the older one's ward where the newer names none."""
    both = np.concatenate([older, newer])
    both = both[np.argsort(both["key"], kind="stable")]
    same_as_next = np.append(both["key"][1:] == both["key"][:-1], False)
    heirs = np.flatnonzero(same_as_next) + 1
    lacking = heirs[both["ward"][heirs] == b""]
    both["ward"][lacking] = both["ward"][lacking - 1]
    return np.asarray(both[~same_as_next])


def with_nearest_wards(rows: Rows) -> Rows:
    """The rows, those without a ward given that of the nearest postcode in use of the same outward code and council."""
    filled = rows.copy()
    edges = np.flatnonzero(np.diff(outwards(rows["key"]))) + 1
    for start, stop in zip([0, *edges], [*edges, len(rows)], strict=True):
        _fill(filled[start:stop])
    return filled


def _fill(rows: Rows) -> None:
    lacking = np.flatnonzero(rows["ward"] == b"")
    known = np.flatnonzero((rows["ward"] != b"") & (rows["withdrawn"] == IN_USE))
    if not len(lacking) or not len(known):
        return
    east, north = _flat_points(rows)
    squares = (east[lacking][:, None] - east[known]) ** 2
    squares += (north[lacking][:, None] - north[known]) ** 2
    squares[rows["council"][lacking][:, None] != rows["council"][known]] = np.inf
    nearest = squares.argmin(axis=1)
    found = np.isfinite(squares[np.arange(len(lacking)), nearest])
    rows["ward"][lacking[found]] = rows["ward"][known[nearest[found]]]


def _flat_points(rows: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Points in which distances can be compared within an outward code: a degree of longitude shrinks to the north."""
    shrink = np.cos(np.radians(rows["latitude"].mean() / DEGREES))
    east, north = rows["longitude"] * shrink, rows["latitude"].astype(np.float64)
    return (east - east[0]).astype(np.float32), (north - north[0]).astype(np.float32)
