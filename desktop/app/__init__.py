"""The composition root: builds every object once and hands it down."""

from desktop.app.app import App as App
from desktop.app.camera_desk import make_ladder as make_ladder
