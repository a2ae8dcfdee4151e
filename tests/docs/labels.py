"""The words of the pages. Documents print them in bold, and have to say exactly what stands there."""

import re

from stage import ROOT

# Where words of the pages come from: their sources, the widget's, and what the server gives them to show.
SOURCES = [("web/src", "*.ts*"), ("web/widget/src", "*.ts"), ("rulebooks", "*.toml"), ("crates/rulebook/src", "acts.rs")]
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
BETWEEN = re.compile(r"""[<>{}'"`]|\$(?={)""")


def on_the_pages():
    """Every piece of text in the sources that stands between quotes, tags or braces."""
    pieces = set()
    for folder, pattern in SOURCES:
        for file in (ROOT / folder).rglob(pattern):
            if ".test." not in file.name and file.name != "schema.d.ts":
                text = COMMENT.sub("", file.read_text())
                pieces.update(" ".join(piece.split()) for piece in BETWEEN.split(text))
    return pieces


def in_bold(text):
    """What a document prints in bold outside of its examples, with the line."""
    prose = re.sub(r"```.*?\n```", lambda block: "\n" * block.group().count("\n"), text, flags=re.DOTALL)
    for found in re.finditer(r"\*\*(.+?)\*\*", prose, re.DOTALL):
        yield prose.count("\n", 0, found.start()) + 1, " ".join(found.group(1).split())
