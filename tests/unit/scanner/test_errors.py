"""Every error can be read out, explained and acted on; nothing of a code gets into it."""

import subprocess
import sys
from pathlib import Path

from scanner import errors
from scanner.decoder import Symbol
from scanner.errors import CameraNotFound, PictureUnreadable, ScannerError


def _tree() -> list[type[ScannerError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ScannerError)]


def test_each_error_has_its_own_code_title_and_remedy() -> None:
    kinds = _tree()
    assert len(kinds) == 11
    assert len({kind.code for kind in kinds}) == len({kind.title for kind in kinds}) == len(kinds)
    assert all(kind.remedy.endswith(".") for kind in kinds)


def test_the_tree_in_the_docstring_is_the_tree_in_the_code() -> None:
    drawn = errors.__doc__ or ""
    assert all(kind.__name__ in drawn for kind in _tree())
    assert all(f"{kind.code}  " in drawn for kind in _tree() if kind is not ScannerError)


def test_the_text_is_one_line_and_names_the_thing() -> None:
    assert str(CameraNotFound("Webcam\nC270")) == "The camera cannot be opened: Webcam C270"
    assert "a.png: the file is empty" in str(PictureUnreadable(Path("folder/a.png"), "the file is empty"))


def test_a_symbol_keeps_its_text_out_of_logs() -> None:
    symbol = Symbol("SECRET", ((0, 0), (2, 0), (2, 2), (0, 2)), "zxing")
    assert "SECRET" not in repr(symbol)
    assert symbol.area == 4


def test_errors_and_the_package_itself_need_no_opencv() -> None:
    asked = "import sys, scanner, scanner.errors, scanner.sightings; sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
