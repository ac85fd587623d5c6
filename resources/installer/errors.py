"""What keeps an installer from being built.

    CannotBuild     a tool, a package or a place is missing; the words say what to do
"""


class CannotBuild(Exception):
    """One line for whoever builds."""


class CheckFailed(Exception):
    """What was built does not do what it must."""
