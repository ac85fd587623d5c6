"""The same running centre and joined desks as in the integration tests."""

from tests.integration.conftest import centre
from tests.integration.desk.conftest import join_desk, joined

__all__ = ["centre", "join_desk", "joined"]
