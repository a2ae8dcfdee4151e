"""What documents quote from the pages stands there."""

import re
import unittest

from labels import in_bold, on_the_pages
from stage import ROOT

# These say of themselves that bold words are words of the pages.
PROMISE = "stand on the pages exactly like this"


class Labels(unittest.TestCase):
    def test_every_word_in_bold_stands_on_a_page(self):
        pages, quoted, wrong = on_the_pages(), 0, []
        for document in sorted((ROOT / "docs").glob("*.md")):
            text = document.read_text()
            if PROMISE not in " ".join(text.split()):
                continue
            for line, words in in_bold(text):
                quoted += 1
                if words != "bold" and words not in pages:
                    wrong.append(f"{document.name}:{line}: no page says “{words}”")
        self.assertGreater(quoted, 50, "the documents quote the pages no more")
        self.assertEqual(wrong, [])

    def test_a_word_that_no_page_says_is_found(self):
        found = dict((words, line) for line, words in in_bold("a **Send**\n```sh\n**no**\n```\n**Send\nit** now"))
        self.assertEqual(found, {"Send": 1, "Send it": 5})
        self.assertIn("Send", on_the_pages())
        self.assertNotIn("Send it", on_the_pages())

    def test_the_snippet_is_the_one_that_the_dashboard_gives_out(self):
        source = (ROOT / "web/src/features/channels/snippet.tsx").read_text()
        lines = re.search(r"snippetOf.*?return \[(.*?)\]", source, re.DOTALL).group(1)
        given = "\n".join(re.findall(r"`(.*?)`", lines))
        given = given.replace("${widgetId}", "$WIDGET").replace("${window.location.origin}", "http://127.0.0.1:8080")
        self.assertTrue(given)
        self.assertIn(f"```html page\n{given}\n```", (ROOT / "docs/widget.md").read_text())
