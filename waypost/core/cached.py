"""How values lie in Redis: as JSON. Django's own way, pickle, would let whoever writes there run code here."""

import json
from typing import Any


class Plain:
    """The serializer of the cache. What is kept there are numbers, words and lists of them."""

    def dumps(self, value: Any) -> bytes:
        return json.dumps(value).encode()

    def loads(self, kept: bytes) -> Any:
        return json.loads(kept)
