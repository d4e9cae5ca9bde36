"""Where the commands get their texts from and put their answers: files and the standard streams."""

import sys
from json import dumps
from pathlib import Path
from typing import NoReturn

import typer

from forecasts.model import Language
from forecasts.notation.encoding import decode
from forecasts.terminal import phrase

TEXT_LIMIT = 64 * 1024 * 1024


def text_of(file: str, lang: Language) -> str:
    """The text of a file or of standard input, or a refusal that says why there is none."""
    name = name_of(file, lang)
    try:
        if file == "-":
            data = sys.stdin.buffer.read(TEXT_LIMIT + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(TEXT_LIMIT + 1)
    except FileNotFoundError:
        refuse(phrase("missing file", lang, file=name))
    except IsADirectoryError:
        refuse(phrase("folder", lang, file=name))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        refuse(phrase("unreadable", lang, file=name, reason=reason))
    if len(data) > TEXT_LIMIT:
        refuse(phrase("too large", lang, file=name))
    return decode(data)


def name_of(file: str, lang: Language) -> str:
    """What sentences call a file; - is standard input."""
    return phrase("input", lang) if file == "-" else file


def flaw(text: str, file: str, lang: Language) -> str | None:
    """Say why something is no text to read: it is empty, or a picture, a program, a spreadsheet."""
    name = name_of(file, lang)
    beginning = text[:4096]
    if not text.strip():
        return phrase("empty", lang, file=name)
    # The controls above 127 stand in Greek that was opened in the wrong encoding, which reading repairs.
    strange = sum((c < " " or c == "\x7f") and not c.isspace() for c in beginning)
    return phrase("binary", lang, file=name) if strange > len(beginning) / 20 else None


def print_json(document: dict[str, object]) -> None:
    """One JSON document on standard output."""
    print_text(dumps(document, ensure_ascii=False, allow_nan=False) + "\n")


def print_text(text: str) -> None:
    """Print UTF-8 whatever the terminal says, and line ends as they are: CSV has its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def refuse(sentence: str) -> NoReturn:
    """End with a sentence on standard error."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"{sentence}\n".encode("utf-8", "replace"))
    sys.stderr.buffer.flush()
    raise typer.Exit(1)
