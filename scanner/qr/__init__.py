"""From a symbol's place in a picture to its corrected modules: what `track` reads where the decoders give up.

    search ──▶ grid                     where the symbol lies, found and put right by its own patterns
    bends, modules ──▶ grid             how sure each module is dark or light, the picture's blur undone
    soft_decode ──▶ reed_solomon        first word by word, weak codewords erased
        └─────────▶ ordered_statistics  then bit by bit
    all of them ──▶ layout              where everything lies, ISO/IEC 18004:2015

The lower half, from `soft_decode` on, is numbers in and numbers out: it knows no picture. Nothing here knows a camera,
remembers a frame, or makes a text of the modules.
"""
