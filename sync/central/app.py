"""The centre as an ASGI application."""

from __future__ import annotations

from fastapi import FastAPI

from sync.central.api import changes, devices, facts, health, holder, resolutions
from sync.central.api.problem_answers import answer_problems
from sync.central.centre import Centre
from sync.central.signed_answers import SignedAnswers


def describe() -> FastAPI:
    """The routes and their description, without a centre behind them and without the layer that signs."""
    app = FastAPI(
        title="Voucher Desk reference centre",
        version="1",
        description="Facts in, receipts and changes out. Requests are signed by the device, answers by the centre.",
        docs_url=None,  # the page would load scripts from elsewhere
        redoc_url=None,
    )
    answer_problems(app)
    for resource in (health, devices, facts, changes, resolutions, holder):
        app.include_router(resource.router)
    return app


def make_app(centre: Centre) -> SignedAnswers:
    """What a server runs."""
    app = describe()
    app.state.centre = centre
    return SignedAnswers(app, centre.keys.answers, centre.now)
