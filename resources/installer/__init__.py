"""From a checkout to what IT installs: the program as one folder, and a package around it for each system.

Used by `build_installer.py` alone; the installed program does not hold it.
"""
