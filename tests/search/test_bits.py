"""Codes packed into bytes, against numbers written as text."""

import random

import numpy as np
import pytest

from builder.search.bits import WIDEST, Codes, best_orders, code_golomb, golomb_length, pack


def text_of(codes: Codes) -> str:
    """All bits as noughts and ones."""
    each = zip(codes.bits.tolist(), codes.width.tolist(), codes.zeros.tolist(), strict=True)
    return "".join("0" * zeros + (f"{bits:0{width}b}" if width else "") for bits, width, zeros in each)


def pack_all(codes: Codes) -> str:
    """The same, by way of bytes."""
    length = codes.length
    packed = pack(codes, np.cumsum(length) - length, -(-int(length.sum()) // 8))
    return "".join(f"{byte:08b}" for byte in packed)[: int(length.sum())]


def fixed(bits: list[int], width: int) -> Codes:
    """Codes of one width, with no zeros before them."""
    numbers = np.array(bits, np.int64)
    return Codes(bits=numbers, width=np.full(len(bits), width), zeros=np.zeros(len(bits), np.int64))


@pytest.mark.parametrize("width", [1, 7, 31, 32, WIDEST])
def test_codes_of_every_width_are_packed_whole_wherever_they_begin(width: int) -> None:
    rng = random.Random(width)
    codes = fixed([rng.getrandbits(width) for _ in range(100)], width)

    assert pack_all(codes) == text_of(codes)


def test_a_code_that_is_too_wide_is_an_error_and_no_rubbish() -> None:
    with pytest.raises(ValueError, match="too many documents"):
        pack_all(fixed([1], WIDEST + 1))


@pytest.mark.parametrize("order", [0, 1, 5, 18])
def test_lengths_are_those_of_the_codes(order: int) -> None:
    values = np.array([0, 1, 2, 3, 7, 8, 1_000, (1 << 19) - 1], np.int64)

    codes = code_golomb(values, order)

    assert golomb_length(values, order).tolist() == codes.length.tolist()
    assert pack_all(codes) == text_of(codes)


def test_best_orders_say_how_many_bits_their_lists_take() -> None:
    """Of three lists, one of which is empty."""
    values = np.array([0, 0, 1, 900, 1_000, 1_100], np.int64)
    firsts = np.array([0, 3, 3, 6])

    orders, sizes = best_orders(values, firsts)

    lengths = code_golomb(values, np.repeat(orders, [3, 0, 3])).length.tolist()
    assert sizes.tolist() == [sum(lengths[:3]), 0, sum(lengths[3:])]
    assert orders[0] < orders[2]
