from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.layered import Layered

TABLES = st.dictionaries(st.integers(0, 5), st.integers())


@given(base=TABLES, over=TABLES)
def test_it_is_what_a_copy_would_be(base: dict[int, int], over: dict[int, int]) -> None:
    layered, copied = Layered(base, over), base | over
    assert list(layered.items()) == list(copied.items())
    assert len(layered) == len(copied)
    assert [layered.get(key, "none") for key in range(7)] == [copied.get(key, "none") for key in range(7)]
    assert [key in layered for key in range(7)] == [key in copied for key in range(7)]
    assert layered.get(7) is None
