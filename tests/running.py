"""The app over the seed's record in memory; one for the whole run, because Dash keeps its pages globally."""

from datetime import date
from functools import cache

from dashboard.app import App, create_app
from forecasts.catalogue import Catalogue
from forecasts.model import Election
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests import seed

WITHOUT_UPDATES = Election(
    id="2012-05",
    date=date(2012, 5, 6),
    kind="parliament",
    name_el="Βουλευτικές εκλογές Μαΐου 2012",
    name_en="May 2012 parliamentary election",
    law="3231/2004",
)


@cache
def running_app() -> App:
    """The app, made once."""
    store = UpdateStore("sqlite://")
    store.migrate()
    store.add(seed.SEED)
    catalogue = Catalogue(
        parties=seed.PARTIES,
        forecasters=(seed.FORECASTER,),
        laws=(),
        elections=(WITHOUT_UPDATES, seed.ELECTION),
        results=(),
        updates=(),
    )
    return create_app(Tracker(catalogue, store))
