"""The fenced blocks of a document: what each shows, and what is done with it.

The words after the backticks say it, so that whoever reads the source sees which examples are run and which are not:

    sh              typed into the document's one shell; has to succeed
    sh waits        the same, again and again until it prints what is shown, for what takes a moment
    sh beside       started in a second terminal, where it goes on
    js, python      run, with what the shell has exported
    js NAME, …      saved as NAME; a later `sh` has to use it
    toml NAME       the same
    html page       loaded in a browser, on the site that the document's widget stands on
    text policy     the Content-Security-Policy of the pages that follow
    json output     what the block before it printed; `text output` likewise; `…` stands for what varies
    text beside     what the second terminal has shown since
    console beside  the key that is pressed in the second terminal: ^C
    console build   verbs of `cargo xtask`, not run: they build, or never end

Anything else is a fault of the document.
"""

import re
from dataclasses import dataclass, field

PROGRAMS = {"js": ("node", ".mjs"), "python": ("python3", ".py")}
RUN = {"sh", "sh waits", "sh beside", *PROGRAMS}
OUTPUT = {"json output", "text output"}
BESIDE = {"text beside", "console beside"}
REST = {"html page", "text policy", "console build"} | BESIDE
SAVED = re.compile(r"(js|python|toml) [\w-]+\.(mjs|py|toml)")


class Fault(AssertionError):
    """What is wrong with a document, with the place where it stands."""


@dataclass
class Fence:
    """One block. `line` is that of its first backtick, from 1."""

    file: str
    line: int
    info: str
    text: str
    output: "Fence | None" = field(default=None, repr=False)

    @property
    def place(self):
        return f"{self.file}:{self.line}"

    @property
    def name(self):
        """The file that it is saved as, if it is."""
        return self.info.split()[1] if SAVED.fullmatch(self.info) else None


def read(file, text):
    """All blocks of a document in their order, each output with the block that prints it."""
    fences = []
    for fence in split(file, text):
        check(fence)
        if fence.info not in OUTPUT:
            fences.append(fence)
        elif not fences or fences[-1].output or fences[-1].info not in RUN:
            raise Fault(f"{fence.place}: no block stands before this output that could print it")
        else:
            fences[-1].output = fence
    for at, fence in enumerate(fences):
        if fence.info == "sh waits" and not fence.output:
            raise Fault(f"{fence.place}: `sh waits` waits for an output, and none is shown")
        if fence.info in BESIDE and all(before.info != "sh beside" for before in fences[:at]):
            raise Fault(f"{fence.place}: no second terminal was opened")
    used(fences)
    return fences


def split(file, text):
    opened, lines = None, []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("```"):
            lines.append(line)
        elif opened is None:
            opened, lines = Fence(file, number, line.strip().strip("`").strip(), ""), []
        else:
            opened.text = "\n".join(lines) + "\n"
            yield opened
            opened = None
    if opened:
        raise Fault(f"{opened.place}: this block has no end")


def check(fence):
    known = fence.info in RUN | OUTPUT | REST or fence.name
    if not known:
        raise Fault(f"{fence.place}: `{fence.info}` is nothing that is run or checked; tests/docs/fences.py lists what is")
    if not fence.text.strip():
        raise Fault(f"{fence.place}: this block is empty")
    if fence.info == "console beside" and fence.text != "^C\n":
        raise Fault(f"{fence.place}: no key is known but ^C")


def used(fences):
    """A file that nothing starts is an example that nobody runs. A settings file is read by every `deskbell`."""
    for at, fence in enumerate(fences):
        name = "deskbell" if fence.name == "deskbell.toml" else fence.name
        if name and not any(name in later.text for later in fences[at + 1 :] if later.info.startswith("sh")):
            raise Fault(f"{fence.place}: no `sh` after it uses {name}")


def verbs(fence, known):
    """Commands that are not run have to exist, at least."""
    for line in fence.text.splitlines():
        found = re.fullmatch(r"\$ cargo xtask (\w+)( .*)?", line)
        if not found or found.group(1) not in known:
            raise Fault(f"{fence.place}: `{line}` is no verb of cargo xtask")
