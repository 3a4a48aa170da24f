"""The `noms` command, put together."""

import stamina.instrumentation
import typer

from noms.cli.audit import audit
from noms.cli.demo import demo
from noms.cli.doctor import doctor
from noms.cli.events import events
from noms.cli.migrate import migrate
from noms.cli.token import token
from noms.cli.up import up

stamina.instrumentation.set_on_retry_hooks([])  # the commands say themselves what does not answer

app = typer.Typer(help="NOMS on one machine.", no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
app.command()(up)
app.command()(demo)
app.command()(token)
app.command()(doctor)
app.command()(migrate)
app.add_typer(events, name="events")
app.add_typer(audit, name="audit")
