"""What a reader, a clipboard or a keyboard made of a code, put back as the code says it."""

import unicodedata

from sync.protocol.voucher_code import is_voucher_code


def code_text(text: str) -> str:
    """`text` without what a reader or a copy adds around it, in plain characters, ours in capitals and in one piece.

    Full-width characters of an input method become plain ones (Unicode NFKC). Our own code has capitals only, so
    whatever Caps Lock did to it is undone. Of any other text the case stays: only its issuer knows whether it matters.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return "".join(plain.upper().split()) if is_voucher_code(plain.upper()) else plain
