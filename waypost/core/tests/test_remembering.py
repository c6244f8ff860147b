"""Found once a request, and never kept longer."""

from waypost.core.remembering import forget, remembered, remembering


def test_a_thing_is_found_once_inside_and_every_time_outside() -> None:
    found: list[str] = []

    def find() -> int:
        found.append("again")
        return len(found)

    assert [remembered("thing", find), remembered("thing", find)] == [1, 2]
    with remembering():
        assert [remembered("thing", find), remembered("thing", find), remembered("other", find)] == [3, 3, 4]
        forget()
        assert remembered("thing", find) == 5
    assert remembered("thing", find) == 6


def test_what_is_found_to_be_nothing_is_remembered_too() -> None:
    found: list[str] = []
    with remembering():
        for _turn in range(2):
            assert remembered("thing", lambda: found.append("again")) is None
    assert found == ["again"]
