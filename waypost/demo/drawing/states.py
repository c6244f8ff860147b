"""The invented states whose documents are drawn: a name, a code of the range free for users, inks, an emblem."""

from typing import NamedTuple


class State(NamedTuple):
    name: str
    code: str  # in the machine readable zone
    adjective: str
    ink: str  # dark, of titles and intaglio
    inks: tuple[str, str, str]  # of the background, running into one another
    paper: tuple[str, str]
    points: int  # of the emblem


STATES = {
    "utopia": State(
        "REPUBLIC OF UTOPIA",
        "UTO",
        "UTOPIA",
        "#163a5f",
        ("#2f6fa3", "#3f9a8c", "#7a6fb0"),
        ("#eef4f8", "#e3eef0"),
        5,
    ),
    "freedonia": State(
        "FREEDONIA",
        "XFD",
        "FREEDONIA",
        "#5a2436",
        ("#a24a5f", "#b9793f", "#8a5c9a"),
        ("#f8f0ee", "#f3ebe2"),
        4,
    ),
    "erewhon": State(
        "EREWHON", "XEW", "EREWHON", "#1f4a34", ("#3c8a5d", "#7e9a3c", "#2f7f8a"), ("#eff6ee", "#eaf2e2"), 6
    ),
    "ruritania": State(
        "KINGDOM OF RURITANIA",
        "XRT",
        "RURITANIA",
        "#3d2f66",
        ("#6a58a8", "#4f79b8", "#a85a8e"),
        ("#f2f0f8", "#ecebf5"),
        8,
    ),
    "atlantis": State(
        "ATLANTIS", "XAN", "ATLANTIS", "#0f4a5c", ("#1f8aa0", "#3fa0c0", "#4f7fb0"), ("#ebf6f7", "#e0eff3"), 7
    ),
    "training": State(
        "TRAINING STATE",
        "XTS",
        "TRAINING",
        "#4a4a1f",
        ("#8a8a3c", "#a07a3f", "#5f8a5a"),
        ("#f6f5ea", "#f1efe0"),
        3,
    ),
    "world": State(
        "UNION OF FREE SEAS",
        "XFS",
        "FREE SEAS",
        "#4d3b12",
        ("#b08a2f", "#b0632f", "#7f7f3f"),
        ("#fbf5e4", "#f6ecd2"),
        12,
    ),
}
