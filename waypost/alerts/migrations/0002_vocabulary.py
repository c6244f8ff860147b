"""The field's words for documents and what is done to them, and every issuer of ICAO Doc 9303-3, in both languages.

Every portal starts with these; the secretariat adds its own beside them. ``vocabulary.json`` has the rows: of each vocabulary
[code, English, Thai, meaning, meaning in Thai, group, group in Thai], of the issuers [code, English, Thai, member, part of
9303-3], of each part [group, group in Thai, meaning, meaning in Thai]. Loading twice changes nothing; going back leaves them,
since alerts may use them by then.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import migrations

ROWS = Path(__file__).parent / "vocabulary.json"
COLUMNS = ("code", "label_en", "label_th", "meaning_en", "meaning_th", "group", "group_th")


def rows() -> Iterator[dict[str, Any]]:
    """The columns of every word."""
    vocabularies = json.loads(ROWS.read_text(encoding="utf-8"))
    parts, issuers = vocabularies.pop("parts"), vocabularies.pop("issuer")
    for vocabulary, words in vocabularies.items():
        for order, word in enumerate(words, 1):
            yield {"vocabulary": vocabulary, "order": order, "member_key": "", **dict(zip(COLUMNS, word, strict=True))}
    for order, (code, label_en, label_th, member, part) in enumerate(issuers, 1):
        group, group_th, *meanings = parts[part]
        word = (code, label_en, label_th, *meanings, group, group_th)
        yield {"vocabulary": "issuer", "order": order, "member_key": member, **dict(zip(COLUMNS, word, strict=True))}


def load(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("alerts", "Term")
    model.objects.bulk_create(
        (model(ours=True, **columns) for columns in rows()),
        update_conflicts=True,
        unique_fields=["vocabulary", "code"],
        update_fields=["order", "member_key", "ours", *COLUMNS[1:]],
    )


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_first")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
