"""Every text can be read on its ground, and the style sheet knows no colour or size of its own."""

import re

import pytest

from desktop import theme
from resources import locate


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(palette: theme.Palette) -> None:
    weak = [(text, ground) for text, ground in palette.pairs() if contrast(text, ground) < 4.5]
    assert weak == []


def test_five_sizes() -> None:
    sizes = [theme.SMALL, theme.BODY, theme.TITLE, theme.LARGE, theme.DISPLAY]
    assert sizes == sorted(set(sizes))
    assert theme.DISPLAY >= 53  # 40 pt: the name must be readable at arm's length


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_style_sheet_has_no_colour_of_its_own(palette: theme.Palette) -> None:
    source = (locate.folder() / "styles" / "voucherdesk.qss").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{6}\b", source) == []
    assert re.findall(r"font-size: (?!\$)", source) == []
    assert "$" not in theme.style_sheet(palette)
