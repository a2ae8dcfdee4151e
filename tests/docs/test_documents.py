"""Every example in README and docs/ does what it shows. One test a document, each with a server of its own."""

import re
import unittest

from fences import read, verbs
from stage import ROOT, Stage

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def known_verbs():
    """The verbs of `cargo xtask`, from its own list of them."""
    listed = re.search(r'HELP: &str = "(.*?)";', (ROOT / "xtask/src/main.rs").read_text(), re.DOTALL).group(1)
    return set(re.findall(r"^  (\w+)", listed, re.MULTILINE))


class Documents(unittest.TestCase):
    def play(self, document):
        fences = read(str(document.relative_to(ROOT)), document.read_text())
        known = known_verbs()
        for fence in fences:
            if fence.info == "console build":
                verbs(fence, known)
        if all(fence.info == "console build" for fence in fences):
            return
        stage = Stage()
        self.addCleanup(stage.close)
        for fence in fences:
            stage.play(fence)

    def test_there_are_documents_with_examples(self):
        played = [document for document in DOCUMENTS if "```sh" in document.read_text()]
        self.assertGreater(len(played), 3, "examples have moved, and nobody runs them any more")


def add(document):
    name = re.sub(r"\W+", "_", str(document.relative_to(ROOT)).removesuffix(".md").lower())
    setattr(Documents, f"test_{name}", lambda self: self.play(document))


for each in DOCUMENTS:
    add(each)
