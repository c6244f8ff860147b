"""Pictures of documents in tests, drawn by code: ``attach(enter(cast.officer), item)`` hangs one on a draft."""

from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw, ImageFont

from tests.cast import Cast
from waypost.alerts.actions import redacting, writing
from waypost.alerts.models import Term
from waypost.files.covering import covered
from waypost.files.intake import take_in
from waypost.publications.actions import attaching
from waypost.publications.models import Attachment, Publication

LINES = ("P<UTOSPECIMEN<<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<<", "K00000000<6UTO7408122F1204159ZE184226B<<<<<10")
SIZE = (1400, 980)
BOX = (0.1, 0.2, 0.3, 0.4)


def words() -> None:
    """The words of the vocabularies that the page of pictures asks for."""
    for vocabulary, code in (("light", "WHT"), ("location", "BDP")):
        Term.objects.get_or_create(vocabulary=vocabulary, code=code)


@cache
def document(kind: str = "JPEG", **more: Any) -> bytes:
    """A page of an invented passport: a face, two lines for machines and a barcode."""
    image = Image.new("RGB", SIZE, (236, 230, 214))
    draw = ImageDraw.Draw(image)
    _face(draw, 100, 170)
    letters = ImageFont.load_default(44)
    for row, line in enumerate(LINES):
        for place, letter in enumerate(line):
            draw.text((50 + 29 * place, 820 + 70 * row), letter, font=letters, fill=(25, 25, 25))
    for place in range(35):
        draw.rectangle((980 + 10 * place, 600, 983 + 10 * place + place % 4, 720), fill="black")
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _face(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.rectangle((x, y, x + 330, y + 430), fill=(190, 200, 205))
    draw.pieslice((x + 10, y + 330, x + 320, y + 530), 180, 360, fill=(50, 60, 80))
    draw.ellipse((x + 65, y + 60, x + 265, y + 330), fill=(224, 186, 160))
    draw.pieslice((x + 55, y + 40, x + 275, y + 250), 180, 360, fill=(60, 45, 40))
    for eye in (x + 120, x + 210):
        draw.ellipse((eye - 18, y + 170, eye + 18, y + 190), fill="white")
        draw.ellipse((eye - 8, y + 172, eye + 8, y + 188), fill=(40, 30, 30))
        draw.line((eye - 24, y + 152, eye + 24, y + 150), fill=(60, 45, 40), width=7)
    draw.line((x + 165, y + 185, x + 158, y + 235, x + 172, y + 240), fill=(170, 130, 110), width=5)
    draw.line((x + 130, y + 280, x + 200, y + 280), fill=(150, 70, 70), width=8)


def sent(content: bytes = b"", name: str = "page.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or document())


def attach(client: Client, item: Publication, content: bytes = b"", name: str = "page.jpg") -> Attachment:
    """A picture on the version in work, by the page."""
    version = item.in_work()
    assert version is not None
    form: dict[str, Any] = {"files": sent(content, name), "do": "save", "revision": version.revision}
    for row in Attachment.unfiltered.filter(version=version):
        form |= {f"{row.public_id}-role": "FAL", f"{row.public_id}-light": "WHT"}
    client.post(f"/items/{item.public_id}/pictures/", form)
    return fresh(Attachment.unfiltered.filter(version=item.in_work()).latest("pk"))


def fresh(row: Attachment) -> Attachment:
    return Attachment.unfiltered.select_related("file").get(pk=row.pk)


def shown(cast: Cast, item: Publication, role: str, name: str = "page.jpg", **covers: Any) -> Attachment:
    """A described, redacted picture on the version in work, by the actions."""
    row = attaching.attach(
        by=cast.officer, publication=item, clean=take_in(covers.get("content") or document(), name)
    )
    attaching.describe(by=cast.officer, publication=item, descriptions={row.public_id: f"{name} shown"})
    says = writing.Says(role, "WHT")
    writing.place_pictures(by=cast.officer, publication=item, pictures={row.public_id: says})
    boxes = covers.get("boxes", (BOX,))
    redacting.redact(
        by=cast.officer,
        publication=item,
        attachment=row.public_id,
        file=fresh(row).file.public_id,
        boxes=boxes,
        clean=covered(fresh(row).file, boxes) if boxes else None,
    )
    return fresh(row)


def is_black(image: Image.Image, x: float, y: float) -> bool:
    """Is what lies at this place of the picture, in fractions, black?"""
    pixel = image.convert("L").getpixel((int(x * image.width), int(y * image.height)))
    return isinstance(pixel, int | float) and pixel < 12
