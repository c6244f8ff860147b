"""What processes of a run share, and what each has alone: asked of the runner, which once forgot it without a word."""

import pytest
from django.conf import settings
from django.core.files.storage import default_storage


@pytest.mark.xdist_group("together")
def test_tests_of_a_group_go_to_one_process(request: pytest.FixtureRequest) -> None:
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@together")


def test_each_process_has_a_data_folder_of_its_own(scratch: str) -> None:
    """Else one counts the files that another is just writing."""
    assert str(settings.DATA).startswith(scratch)
    assert str(default_storage.location).startswith(scratch)  # type: ignore[attr-defined]
