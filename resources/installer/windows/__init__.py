"""The installer for Windows: an NSIS script and what compiles it.

`setup.nsi` is the installer and the uninstaller, `roll_back.nsi` the small program that brings the previous version
back; both take their checks from `checks.nsh` and what they say from `words.nsh`. `site_file.nsh` sets up the PC.
"""
