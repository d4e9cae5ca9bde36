"""The studio on a record in which the post of 15 September has not come in yet, and one-time links to it."""

import sys
from datetime import date
from pathlib import Path

from werkzeug.serving import make_server

from dashboard.accounts import Accounts
from dashboard.app import create_app
from forecasts.shipped import load_shipped_catalogue
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker

MISSING = date(2015, 9, 15)


def main(database: Path) -> None:
    """Serve until stopped; a second start on the same database goes on where the first ended.

    Args:
        database: the file of the record.
    """
    catalogue = load_shipped_catalogue()
    store = UpdateStore(f"sqlite:///{database}")
    store.migrate()
    store.add([update for update in catalogue.updates if update.published != MISSING])
    accounts = Accounts(store.database)
    known = {account.name for account in accounts.accounts()}
    links = [
        f"/studio/link/{accounts.add(name, 'author', ['failedevolution'])}"
        for name in ("maria", "nikos")
        if name not in known
    ]
    server = make_server(
        "127.0.0.1", int(sys.argv[2]), create_app(Tracker(catalogue, store)).server, threaded=True
    )
    print(f"Serving on port {server.port} {' '.join(links)}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
