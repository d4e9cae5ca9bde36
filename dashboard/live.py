"""What a page that is open asks every few seconds: whether the forecasts of its election have changed."""

from flask import Flask, Response

from dashboard import context

PATH = "/live/"


def offer(server: Flask) -> None:
    """Answer `/live/<election>` with a word that changes whenever an update of the election does.

    A page that has the word already gets an empty answer (304): asking costs one look at the version.
    """

    @server.get(f"{PATH}<election>")
    def live(election: str) -> Response:
        known = context.tracker().catalogue.election(election) is not None
        state = context.tracker().state(election) if known else ""
        response = Response(state, status=200 if known else 404, mimetype="text/plain")
        response.headers["Cache-Control"] = "no-cache"
        return response
