"""The runner itself: what it takes, and that a broken example is red."""

import unittest

from compare import difference
from fences import Fault, Fence, read, verbs
from stage import Stage


def document(*blocks):
    return "\n\n".join(f"```{info}\n{text}\n```" for info, text in blocks)


class Reading(unittest.TestCase):
    def assert_faulty(self, words, *blocks):
        with self.assertRaisesRegex(Fault, words):
            read("a.md", document(*blocks))

    def test_a_block_that_says_nothing_of_itself_is_a_fault(self):
        self.assert_faulty("a.md:1: `` is nothing", ("", "curl example.org"))
        self.assert_faulty("`rust` is nothing", ("rust", "fn main() {}"))
        self.assert_faulty("`text` is nothing", ("text", "whatever"))
        self.assert_faulty("a.md:5: `sh later`", ("sh", "true"), ("sh later", "true"))

    def test_an_output_needs_a_block_that_prints_it(self):
        self.assert_faulty("no block stands before", ("json output", "{}"))
        self.assert_faulty("no block stands before", ("sh", "true"), ("text output", "a"), ("text output", "b"))
        self.assert_faulty("waits for an output", ("sh waits", "true"))
        self.assert_faulty("no second terminal", ("text beside", "a"))

    def test_a_file_that_nothing_uses_is_a_fault(self):
        self.assert_faulty("no `sh` after it uses a.mjs", ("js a.mjs", "1"), ("sh", "true"))
        self.assertEqual(len(read("a.md", document(("js a.mjs", "1"), ("sh", "node a.mjs")))), 2)

    def test_an_open_and_an_empty_block_are_faults(self):
        self.assert_faulty("is empty", ("sh", ""))
        with self.assertRaisesRegex(Fault, "has no end"):
            read("a.md", "```sh\ntrue\n")

    def test_what_is_not_run_has_to_exist(self):
        verbs(Fence("a.md", 1, "console build", "$ cargo xtask run --release\n"), {"run"})
        for line in ("$ cargo xtask fly", "$ rm -r .", "cargo xtask run"):
            with self.assertRaisesRegex(Fault, "no verb"):
                verbs(Fence("a.md", 1, "console build", line), {"run"})


class Comparing(unittest.TestCase):
    def assert_compares(self, info, shown, fitting, others):
        fence = Fence("a.md", 1, info, shown)
        for printed in fitting:
            self.assertIsNone(difference(fence, printed), printed)
        for printed in others:
            self.assertIsNotNone(difference(fence, printed), printed)

    def test_text_is_compared_line_by_line(self):
        self.assert_compares("text output", "ok\n", ["ok", "ok \n"], ["", "okay", "ok\nok", "not ok"])
        self.assert_compares("text output", "a … b\n", ["a  b", "a 12 b"], ["a 12 c", "a 1\n2 b"])
        self.assert_compares("text output", "a\n…\nb\n", ["a\nb", "a\n1\n2\nb"], ["a\n1\n2", "a\nb\nc"])
        self.assert_compares("text output", "a\n…\n", ["a", "a\nb\nc"], ["b"])

    def test_json_is_compared_by_value(self):
        shown = '{"a": "…", "b": [1, "…"], "c": {"…": "…", "d": "x…"}}'
        self.assert_compares(
            "json output",
            shown,
            ['{"c": {"d": "xy", "e": 1}, "b": [1, 2, 3], "a": null}', '{"a": 1, "b": [1], "c": {"d": "x"}}'],
            ['{"a": 1, "b": [1]}', '{"a": 1, "b": [2], "c": {"d": "x"}}', '{"a": 1, "b": [1], "c": {"d": "y"}}', "no"],
        )
        self.assert_compares("json output", '{"a": true}', ['{"a": true}'], ['{"a": 1}', '{"a": true, "b": 1}', "[]"])


class Playing(unittest.TestCase):
    def play(self, *blocks):
        stage = Stage()
        self.addCleanup(stage.close)
        for fence in read("a.md", document(*blocks)):
            stage.play(fence)

    def test_what_is_true_passes(self):
        self.play(
            ("sh", "export DESK=http://127.0.0.1:8080\nMINE='a\nb'"),
            ("sh", 'curl -s $DESK/healthz; echo "$MINE"'),
            ("text output", "ok\na\nb"),
            ("js", "console.log(process.env.DESK, process.env.MINE)"),
            ("text output", "http://127.0.0.1:8080 undefined"),
            ("python", "import os\nprint(os.environ['DESK'])"),
            ("text output", "http://127.0.0.1:8080"),
            ("sh waits", "echo x >> x; wc -l < x"),
            ("text output", "3"),
            ("python say.py", "print('here', flush=True)\nimport time\ntime.sleep(60)"),
            ("sh beside", "python3 say.py"),
            ("text output", "here"),
        )

    def test_what_is_false_is_red(self):
        for words, *blocks in (
            ("a.md:1: ended with 1", ("sh", "false\ntrue")),
            ("a.md:1: ended with", ("sh", "echo $NOBODY")),
            ("a.md:1: ended with 22", ("sh", "curl -s --fail http://127.0.0.1:8080/api/v1/nothing")),
            ("a.md:5: what is shown differs", ("sh", "curl -s http://127.0.0.1:8080/healthz"), ("text output", "fine")),
            ("a.md:1: ended with 1", ("js", "throw new Error('no')")),
            ("a.md:1: ended with 1", ("python", "assert False")),
            ("the second terminal shows:\nthere", ("sh beside", "echo there"), ("text output", "here")),
            ("a.md:1: .*404", ("html page", PAGE)),
            ("a.md:5: .*Content Security Policy", ("text policy", "default-src 'none'"), ("html page", PAGE)),
        ):
            with self.subTest(blocks=blocks), self.assertRaisesRegex(Fault, f"(?s){words}"):
                self.play(*blocks)


PAGE = """<script>window.DeskbellWidgetId = "0";</script>
<script async src="http://127.0.0.1:8080/widget.js"></script>"""
