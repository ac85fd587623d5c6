"""From the value of every module to the corrected symbol: the part of reading a QR code that needs no picture.

    soft_decode ──▶ reed_solomon        first word by word, weak codewords erased
        │      └──▶ ordered_statistics  then bit by bit
        └─────────▶ layout              where everything lies, ISO/IEC 18004:2015

Numbers in, numbers out: knows no camera, no OpenCV and no text.
"""
