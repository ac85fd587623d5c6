"""Which language the window speaks: Simplified Chinese or English, switched while it runs."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from resources import locate

CHINESE, ENGLISH = "zh_CN", "en"


class Language:
    """Holds the translators; every widget words itself anew on the LanguageChange that Qt sends."""

    def __init__(self, app: QApplication, language: str) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.now = ENGLISH
        self.speak(language)

    def speak(self, language: str) -> None:
        """Change to `language`; anything but Chinese is English."""
        self.fall_silent()
        self.now = CHINESE if language.startswith("zh") else ENGLISH
        QLocale.setDefault(QLocale(self.now))
        if self.now == CHINESE:
            self._install("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            self._install(locate.translation(CHINESE).name, str(locate.translation(CHINESE).parent))

    def fall_silent(self) -> None:
        """Take the translators out of the application again."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []

    def switch(self) -> None:
        """To the other one."""
        self.speak(ENGLISH if self.now == CHINESE else CHINESE)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._translators.append(translator)
