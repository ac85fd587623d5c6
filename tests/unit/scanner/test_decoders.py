"""Each decoder on clean codes; either may be missing."""

import subprocess
import sys

import pytest
import segno

from scanner.decoder import Decoder, Seen
from scanner.decoders import available_decoders, load_decoders
from scanner.zbar_decoder import ZbarDecoder, unmangled
from scanner.zxing_decoder import ZxingDecoder
from tests.unit.scanner.pictures import VOUCHER_TEXT, code_picture, empty_room, in_a_frame, picture_of

DECODERS = (ZxingDecoder(), ZbarDecoder())


@pytest.mark.parametrize("decoder", DECODERS, ids=lambda decoder: decoder.name)
class TestEachDecoder:
    """What every decoder owes."""

    @pytest.mark.parametrize(
        "text",
        [VOUCHER_TEXT, "0123456789", "https://example.org/?a=1&b=2", "two\r\nlines", "培训券 张三", "職業訓練テスト"],
    )
    def test_text_is_exact(self, decoder: Decoder, text: str) -> None:
        assert [symbol.text for symbol in decoder.decode(code_picture(text)).symbols] == [text]

    @pytest.mark.parametrize("text", ["Müller café", "abc é ü", "培训券", "naïve ß", "券 é 张"])
    def test_utf_8_that_does_not_say_so_is_exact_too(self, decoder: Decoder, text: str) -> None:
        assert [symbol.text for symbol in decoder.decode(code_picture(text, encoding="utf-8")).symbols] == [text]

    def test_corners_lie_on_the_code(self, decoder: Decoder) -> None:
        code = code_picture(VOUCHER_TEXT)
        (symbol,) = decoder.decode(in_a_frame(code, 500, 200)).symbols
        xs, ys = zip(*symbol.corners, strict=True)
        quiet = 4 * 6
        assert (min(xs), min(ys)) == pytest.approx((500 + quiet, 200 + quiet), abs=12)
        assert max(xs) == pytest.approx(500 + code.shape[1] - quiet, abs=12)
        assert max(ys) == pytest.approx(200 + code.shape[0] - quiet, abs=12)
        assert symbol.engine == decoder.name
        assert symbol.area == pytest.approx((code.shape[0] - 2 * quiet) ** 2, rel=0.1)

    def test_several_codes_are_all_found(self, decoder: Decoder) -> None:
        frame = in_a_frame(code_picture("LEFT"), 100, 200)
        right = code_picture("RIGHT")
        frame[200 : 200 + right.shape[0], 800 : 800 + right.shape[1]] = right
        assert sorted(symbol.text for symbol in decoder.decode(frame).symbols) == ["LEFT", "RIGHT"]

    def test_the_parts_of_a_text_do_no_harm(self, decoder: Decoder) -> None:
        for part in segno.make_sequence(VOUCHER_TEXT, symbol_count=2):
            symbols = decoder.decode(picture_of(part)).symbols
            assert all(symbol.text in VOUCHER_TEXT for symbol in symbols)

    def test_a_code_without_a_text_is_no_symbol(self, decoder: Decoder) -> None:
        assert decoder.decode(code_picture("")).symbols == ()

    def test_nothing_is_found_where_nothing_is(self, decoder: Decoder) -> None:
        assert decoder.decode(empty_room()) == Seen()
        assert decoder.decode(empty_room()[:1, :1]) == Seen()


def test_zxing_reads_dark_mode() -> None:
    assert [symbol.text for symbol in DECODERS[0].decode(255 - code_picture("DARK MODE")).symbols] == ["DARK MODE"]


def test_bytes_that_are_no_text_are_no_symbol() -> None:
    assert unmangled(b"\xff\xfe\xfd") is None


def test_both_are_there_and_read() -> None:
    assert [decoder.name for decoder in load_decoders()] == ["zxing", "zbar"]
    health = available_decoders()
    assert [(state.name, state.ok) for state in health] == [("zxing", True), ("zbar", True)]
    assert all(state.version and state.detail == "reads" for state in health)


def _without(modules: str, then: str) -> str:
    """Run `then` in a Python that cannot import `modules`; what it printed."""
    script = f"import sys; sys.modules.update(dict.fromkeys({modules!r}.split()))\n{then}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout.strip()


def test_one_missing_decoder_is_told_and_the_other_goes_on() -> None:
    then = (
        "from scanner.decoders import *\n"
        "print([d.name for d in load_decoders()], [(h.name, h.ok, bool(h.detail)) for h in available_decoders()])"
    )
    assert _without("pyzbar", then) == "['zxing'] [('zxing', True, True), ('zbar', False, True)]"
    assert _without("zxingcpp", then) == "['zbar'] [('zxing', False, True), ('zbar', True, True)]"


def test_without_any_decoder_the_command_says_so_in_one_line() -> None:
    then = "from scanner.__main__ import main\nsys.stderr = sys.stdout\nprint(main(['x.png']))"
    *lines, status = _without("pyzbar zxingcpp", then).splitlines()
    assert status == "2"
    assert len(lines) == 1
    assert lines[0].startswith("S04 No QR decoder works on this PC")
