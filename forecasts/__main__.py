"""The commands that need no web: read, add, updates, revisions, debates, check, and those of upkeep."""

from pathlib import Path
from typing import Annotated

import typer

from forecasts import answers, parliament, terminal, upkeep
from forecasts.days import DayRefused
from forecasts.notation.reading import Reading
from forecasts.options import (
    AsCsv,
    AsJson,
    Database,
    File,
    In,
    InElection,
    Of,
    OfAny,
    address_of,
    day,
    front_desk,
    refusals,
    whole_number,
)
from forecasts.streams import flaw, print_json, print_text, refuse, text_of
from forecasts.submissions import UnknownName, UpdateRejected

app = typer.Typer(
    name="provlepsi",
    help="Greek election forecasts as bloggers print them: read, kept, and compared update by update.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def read(
    file: File,
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help="The year of dates that give none, 1900 to 2200.")
    ] = None,
    election: Annotated[
        str | None, typer.Option(metavar="ID", help="The election the text is about; dates take its year.")
    ] = None,
    json: AsJson = False,
    lang: In = "el",
) -> None:
    """Show what is understood in a text and what is not; store nothing.

    For example:

        provlepsi read post.txt --election 2015-09

        provlepsi read - --year 2015 --json < post.txt
    """
    from forecasts.notation.parser import read_text
    from forecasts.opening import load_names

    if year is not None and election is not None:
        raise typer.BadParameter("give the year or the election, not both", param_hint="--year")
    given = None if year is None else whole_number(year, "--year", lang, least=1900, most=2200)
    text = text_of(file, lang)
    with refusals(lang):
        catalogue = load_names()
        about = None if election is None else catalogue.election(election)
        if election is not None and about is None:
            raise UnknownName("election", election, (each.id for each in catalogue.elections))
    fault = flaw(text, file, lang)
    reading = Reading() if fault else read_text(text, catalogue.parties, year=given, election=about)
    if json:
        print_json(answers.reading_document(reading, terminal.saying(lang)))
    elif not fault:
        print_text(terminal.reading(reading, text, lang))
    if not any(update.ranges for update in reading.updates):
        refuse(fault or terminal.phrase("nothing read", lang))


@app.command()
def add(
    file: File,
    forecaster: Of,
    election: InElection,
    source: Annotated[str, typer.Option(metavar="URL", help="The address of the post.")] = "",
    database: Database = None,
    lang: In = "el",
) -> None:
    """Read a text, show what is understood, and keep its updates; what is there already is not kept twice.

    For example:

        provlepsi add post.txt --forecaster failedevolution --election 2015-09
    """
    origin = address_of(source, "--source", lang)
    text = text_of(file, lang)
    if fault := flaw(text, file, lang):
        refuse(fault)
    with front_desk(database, lang, election=election, forecaster=forecaster) as desk:
        try:
            done = desk.submit(text, forecaster=forecaster, election=election, source=origin)
        except UpdateRejected as error:
            print_text("\n".join(terminal.warnings(error.warnings, text, lang)))
            refuse(error.sentence(lang))
        except DayRefused as error:
            refuse(error.sentence(lang))
    print_text(terminal.reading(done.reading, text, lang) + "\n" + terminal.submission(done, lang))


@app.command()
def updates(
    election: InElection,
    forecaster: OfAny = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Only what was published by this day, such as 2015-09-12."
        ),
    ] = None,
    json: AsJson = False,
    csv: AsCsv = False,
    database: Database = None,
    lang: In = "el",
) -> None:
    """Print the updates for an election in the order of publication.

    For example:

        provlepsi updates --election 2015-09

        provlepsi updates --election 2015-09 --forecaster failedevolution --as-of 2015-09-12 --csv
    """
    _one_format(json=json, csv=csv)
    until = None if as_of is None else day(as_of, "--as-of", lang)
    with front_desk(database, lang, election=election, forecaster=forecaster) as desk:
        found = desk.updates(election, forecaster, as_of=until)
    if json:
        print_json(answers.updates_document(found))
    elif csv:
        print_text(answers.updates_table(found))
    else:
        print_text(terminal.updates(found, desk.catalogue, lang))


@app.command()
def revisions(
    election: InElection,
    forecaster: Of,
    json: AsJson = False,
    csv: AsCsv = False,
    database: Database = None,
    lang: In = "el",
) -> None:
    """Print what each update of a forecaster changed against the one before.

    For example:

        provlepsi revisions --election 2015-09 --forecaster failedevolution

        provlepsi revisions --election 2015-09 --forecaster failedevolution --json
    """
    _one_format(json=json, csv=csv)
    with front_desk(database, lang, election=election, forecaster=forecaster) as desk:
        found = desk.revisions(election, forecaster)
        told_by = desk.updates(election, forecaster)
    if json:
        print_json(answers.revisions_document(found))
    elif csv:
        print_text(answers.revisions_table(found))
    else:
        print_text(terminal.revisions(found, told_by, desk.catalogue, lang))


@app.command()
def debates(
    election: InElection,
    forecaster: OfAny = None,
    json: AsJson = False,
    database: Database = None,
    lang: In = "el",
) -> None:
    """Print how the ranges stood before and after each debate.

    For example:

        provlepsi debates --election 2015-09 --forecaster failedevolution
    """
    with front_desk(database, lang, election=election, forecaster=forecaster) as desk:
        found = desk.debates(election, forecaster)
    if json:
        print_json(
            answers.debates_document(
                found, lambda shifts: terminal.debate_sentence(shifts, desk.catalogue, lang)
            )
        )
    else:
        print_text(terminal.debates(found, desk.catalogue, lang))


@app.command()
def check(
    data: Annotated[
        Path | None, typer.Argument(metavar="DATA", help="A data folder; by default the shipped one.")
    ] = None,
    lang: In = "el",
) -> None:
    """Validate every data file and every row; name file, line, what was found and what was expected.

    For example:

        provlepsi check data
    """
    from forecasts.shipped import check_shipped

    faults = check_shipped(data)
    if not faults:
        print_text(terminal.phrase("data sound", lang) + "\n")
        return
    print_text("".join(f"{fault}\n" for fault in faults))
    refuse(terminal.phrase("faults", lang, count=len(faults)))


for command in (*parliament.COMMANDS, *upkeep.COMMANDS):
    app.command()(command)


def main() -> None:
    """Run the command line."""
    app(prog_name="provlepsi")


def _one_format(*, json: bool, csv: bool) -> None:
    """Refuse two formats at once."""
    if json and csv:
        raise typer.BadParameter("choose one of --json and --csv", param_hint="--csv")


if __name__ == "__main__":
    main()
