"""Every answer of the desk has words in both languages, and 'to be confirmed' never sounds like an error."""

from collections.abc import Callable

import pytest

from desktop.widgets.reason_words import verdict_word, words_for
from sync.domain.verdicts import Reason, Verdict

Speak = Callable[[str], None]


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_reason_has_a_sentence_and_a_next_step(speak: Speak, language: str, reason: Reason) -> None:
    speak(language)
    words = words_for(reason)
    for text in (words.sentence, words.next_step):
        assert text
        assert "{" not in text
        assert (not text.isascii()) is (language == "zh_CN")
    assert len(words.sentence) <= 44  # two lines at arm's length


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.verdict is Verdict.TO_CONFIRM])
def test_to_be_confirmed_says_first_that_it_is_recorded(speak: Speak, reason: Reason) -> None:
    assert words_for(reason).sentence.startswith("Recorded")
    speak("zh_CN")
    assert words_for(reason).sentence.startswith("已登记")


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason.verdict is Verdict.TO_CONFIRM])
def test_to_be_confirmed_promises_nothing_about_the_line_which_may_be_up(speak: Speak, reason: Reason) -> None:
    words = words_for(reason)
    assert "line" not in words.sentence + words.next_step
    assert "later" in words.next_step
    speak("zh_CN")
    words = words_for(reason)
    assert "网" not in words.sentence + words.next_step
    assert "中心随后确认" in words.next_step


def test_the_three_answers_have_three_words(speak: Speak) -> None:
    speak("zh_CN")
    assert [verdict_word(verdict) for verdict in Verdict] == ["通过", "拒绝", "待确认"]
