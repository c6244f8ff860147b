"""Every address of the portal, found by walking the URL map."""

import pytest
from django.urls.converters import IntConverter

from tests.addresses import Address, addresses

# Numbers of rows that are looked up among the reader's own and nowhere else.
OWN_ROWS_ONLY = {"profile/factors/<int:factor_id>/remove/"}
ADDRESSES = addresses()
every_address = pytest.mark.parametrize("address", ADDRESSES, ids=str)


def test_there_are_addresses() -> None:
    assert len(ADDRESSES) > 30


def test_the_exceptions_are_there() -> None:
    assert {address.route for address in ADDRESSES} >= OWN_ROWS_ONLY


@every_address
def test_no_address_counts_things(address: Address) -> None:
    """A number in an address is a count inside a thing that a random id names, never a place in a table."""
    if address.route in OWN_ROWS_ONLY:
        return
    kinds = list(address.converters.values())
    numbers = [name for name, kind in address.converters.items() if isinstance(kind, IntConverter)]
    assert not numbers or not isinstance(kinds[0], IntConverter)
    assert not {"pk", "id"} & set(address.converters)


@every_address
def test_no_address_is_a_regular_expression(address: Address) -> None:
    """Converters say what a parameter is; an expression hides it from these tests."""
    assert "(?P" not in address.route
