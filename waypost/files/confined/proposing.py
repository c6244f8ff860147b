"""What in a picture of a document may point to its holder: the lines for machines, portraits, barcodes.

Proposals, for a person to look at: too many cost a click each, one too few costs a look. OpenCV is imported here and
nowhere else, so that only this work waits for it.
"""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from PIL import Image

from waypost.files.confined.image import decoded

SIDE = 1000  # pixels: the longer side of the picture that is looked at
MOST = 12  # boxes
Box = tuple[int, int, int, int]  # left, top, width, height in pixels
Grey = np.ndarray[Any, np.dtype[Any]]

cv2.setNumThreads(1)  # the process has one thread's worth of computing, and little memory
_FACES = cv2.CascadeClassifier(f"{cv2.data.haarcascades}haarcascade_frontalface_alt2.xml")  # type: ignore[attr-defined]  # no stub


def propose(content: bytes) -> Iterator[Any]:
    """Facts: ``boxes``, each [kind, left, top, width, height] in fractions of the picture."""
    image = decoded(content)[0]
    if image.mode == "RGBA":  # what is clear is paper
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    small = image.convert("L")
    small.thumbnail((SIDE, SIDE))
    grey = np.asarray(small)
    found = [("portrait", each) for each in _portraits(grey)]
    found += [("lines", each) for each in _lines(grey)]
    found += [("code", each) for each in _codes(grey)]
    yield {"boxes": [_part_of(grey, kind, box) for kind, box in _apart(found)[:MOST]]}


def _part_of(grey: Grey, kind: str, box: Box) -> list[Any]:
    """The box in fractions of the picture, inside of it."""
    tall, wide = grey.shape
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(wide, box[0] + box[2]), min(tall, box[1] + box[3])
    return [kind, left / wide, top / tall, (right - left) / wide, (bottom - top) / tall]


def _portraits(grey: Grey) -> list[Box]:
    """Faces, each with the hair, the shoulders and the ground around it that belong to the portrait."""
    least = max(24, min(grey.shape) // 12)
    soft = cv2.GaussianBlur(grey, (9, 9), 0)  # the net of lines a document is printed with hides a face
    faces = _FACES.detectMultiScale(soft, scaleFactor=1.05, minNeighbors=2, minSize=(least, least))
    return [
        (int(x - 0.35 * w), int(y - 0.5 * h), int(1.7 * w), int(2.1 * h)) for x, y, w, h in np.array(faces)
    ]


def _lines(grey: Grey) -> list[Box]:
    """Wide bands of close dark letters: the lines for machines, upright or lying on their side."""
    upright = _bands(grey)
    turned = _bands(np.ascontiguousarray(grey.T))
    return upright + [(y, x, h, w) for x, y, w, h in turned]


def _bands(grey: Grey) -> list[Box]:
    wide = grey.shape[1]
    letters = cv2.getStructuringElement(cv2.MORPH_RECT, (25, 7))
    dark = cv2.morphologyEx(cv2.GaussianBlur(grey, (3, 3), 0), cv2.MORPH_BLACKHAT, letters)
    rising = np.absolute(cv2.Sobel(dark, cv2.CV_32F, 1, 0, ksize=3))
    # The strongest edge of a page is no measure: a band counts by its own.
    scaled = np.clip(rising * (255.0 / max(1.0, float(np.percentile(rising, 99.5)))), 0, 255).astype("uint8")
    joined = cv2.morphologyEx(scaled, cv2.MORPH_CLOSE, letters)
    black = cv2.threshold(joined, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    block = cv2.getStructuringElement(cv2.MORPH_RECT, (31, 15))
    whole = cv2.morphologyEx(black, cv2.MORPH_CLOSE, block)
    whole = cv2.morphologyEx(whole, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (61, 9)))
    boxes = [cv2.boundingRect(each) for each in _outlines(whole)]
    return [
        _wider((x, y, w, h), 12, 8) for x, y, w, h in boxes if w > 0.45 * wide and h > 10 and 3 < w / h < 90
    ]


def _codes(grey: Grey) -> list[Box]:
    """QR codes, and fields of upright bars."""
    found, corners = cv2.QRCodeDetector().detectMulti(grey)
    squares = [cv2.boundingRect(np.array(each, "float32")) for each in corners] if found else []
    across = np.absolute(cv2.Sobel(grey, cv2.CV_32F, 1, 0, ksize=3))
    along = np.absolute(cv2.Sobel(grey, cv2.CV_32F, 0, 1, ksize=3))
    bars = cv2.blur(np.clip(across - along, 0, 255).astype("uint8"), (9, 9))
    black = cv2.threshold(bars, 110, 255, cv2.THRESH_BINARY)[1]
    joined = cv2.morphologyEx(black, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (21, 9)))
    clear = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (35, 21)))
    fields = [cv2.boundingRect(each) for each in _outlines(clear)]
    return [_wider((x, y, w, h), 10, 10) for x, y, w, h in [*squares, *fields]]


def _outlines(black: Grey) -> list[Any]:
    return list(cv2.findContours(black, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0])


def _wider(box: Box, by: int, more: int) -> Box:
    """With a margin: what is cut at the edge of a letter can still be read."""
    x, y, w, h = box
    return x - by, y - more, w + 2 * by, h + 2 * more


def _apart(found: list[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """Without those that lie in another for the most part; the large ones first."""
    kept: list[tuple[str, Box]] = []
    for kind, box in sorted(found, key=lambda each: -each[1][2] * each[1][3]):
        if all(_shared(box, other) < 0.6 * box[2] * box[3] for _kind, other in kept):
            kept.append((kind, box))
    return kept


def _shared(one: Box, other: Box) -> int:
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    tall = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, wide) * max(0, tall)
