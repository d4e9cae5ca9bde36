"""What Dash shows at an address of no page: it knows this file by its name."""

import dash

from dashboard.shell import laid_out_title, layout

dash.register_page(__name__, layout=layout, title=laid_out_title, name=__name__)  # type: ignore[no-untyped-call]
