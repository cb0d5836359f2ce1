"""Every value of every recorded type survives storage."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inkasso_rules import records
from inkasso_rules import strategies as some
from inkasso_rules.lifecycle import fold
from inkasso_rules.lifecycle.checks import Ground
from inkasso_rules.model.facts import Fact
from tests.support import examples


@pytest.mark.parametrize("name", records.RECORDED)
def test_a_value_survives_storage(name: str) -> None:
    """What was written as text and read again is equal, and is written with the same bytes."""

    @examples(0.15)
    @given(some.values_of(records.RECORDED[name]))
    def survives(value: object) -> None:
        text = records.canonical_json(value)
        read = records.from_record(json.loads(text))
        assert value == read
        assert type(value) is type(read)
        assert text == records.canonical_json(read)

    survives()


@examples(0.5)
@given(some.histories(), some.grounds())
def test_stored_facts_make_the_same_case(told: tuple[Fact, ...], ground: Ground) -> None:
    """A store that keeps facts keeps the case, and all that it says."""
    read = [records.from_record(json.loads(records.canonical_json(fact))) for fact in told]
    as_of = max(fact.happened_on for fact in told)
    case, again = (fold(facts, settings=ground.settings, as_of=as_of, policy=ground.policy) for facts in (told, read))
    assert case == again
    assert case.said == again.said


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=8), parts, max_size=3),
    max_leaves=5,
)


def _places(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return where something stands in plain data."""
    if isinstance(data, dict):
        parts: list[tuple[str | int, object]] = list(data.items())
    elif isinstance(data, list):
        parts = list(enumerate(data))
    else:
        return [path]
    return [path, *(place for key, part in parts for place in _places(part, (*path, key)))]


@given(st.data())
def test_a_damaged_record_is_refused_or_means_a_value(data: st.DataObject) -> None:
    """Whatever stands in one place of a record instead: it is refused as a record, or read as a value of the type."""
    kind = data.draw(st.sampled_from(sorted(records.RECORDED)))
    record = json.loads(records.canonical_json(data.draw(some.values_of(records.RECORDED[kind]))))
    *way, last = data.draw(st.sampled_from(_places(record)[1:]))
    holder = record
    for step in way:
        holder = holder[step]
    holder[last] = data.draw(_JSON)
    try:
        value = records.from_record(record)
    except records.RecordError:
        return
    assert json.loads(records.canonical_json(value)).keys() == record.keys()
