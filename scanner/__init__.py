"""Light in, text out: cameras, recordings, decoders. Knows no Qt, no database and no network.

Import what is needed from its own module (`scanner.camera`, `scanner.ladder`, `scanner.sightings`, ...): this file
stays empty, so that `scanner.errors` can be had without OpenCV.
"""
