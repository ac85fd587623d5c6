"""Every code that a receipt can carry has words in both languages, in the sources and in the translation itself."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from desktop.widgets.receipt_words import words_of_code
from resources import locate
from sync.protocol.receipts import ReceiptCode

Speak = Callable[[str], None]


@pytest.mark.parametrize("code", ReceiptCode)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_code_has_a_sentence_and_what_helps(speak: Speak, language: str, code: ReceiptCode) -> None:
    speak(language)
    words = words_of_code(code)
    for text in (words.sentence, words.next_step):
        assert text
        assert (not text.isascii()) is (language == "zh_CN")
    assert len(words.sentence) <= 50


def test_the_translation_holds_them_all() -> None:
    root = ElementTree.parse(locate.translation("zh_CN").with_suffix(".ts")).getroot()  # noqa: S314  our own file
    (context,) = (one for one in root.iter("context") if one.findtext("name") == "Receipt")
    said = {message.findtext("source"): message.findtext("translation") for message in context.iter("message")}
    for code in ReceiptCode:
        words = words_of_code(code)
        assert said[words.sentence]
        assert said[words.next_step]
