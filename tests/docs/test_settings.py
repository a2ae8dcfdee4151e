"""The table of settings names every setting of the program, with the default that it has."""

import os
import re
import subprocess
import tempfile
import tomllib
import unittest

from stage import ROOT


def in_the_table():
    """Settings and what the page says is their default."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", (ROOT / "docs/self-hosting.md").read_text(), re.MULTILINE)
    return dict(rows)


def in_the_program():
    """Settings and their defaults, as the program itself tells them; none where there is nothing to print."""
    source = (ROOT / "src/config.rs").read_text()
    fields = re.search(r"pub struct Config \{(.*?)\n\}", source, re.DOTALL).group(1)
    names = re.findall(r"^    pub (\w+):", fields, re.MULTILINE)
    with tempfile.TemporaryDirectory() as empty:
        command = [os.environ["DESKBELL_BIN"], "config"]
        printed = subprocess.run(command, cwd=empty, env={}, capture_output=True, text=True, check=True).stdout
    return dict.fromkeys(names) | tomllib.loads(printed)


class Settings(unittest.TestCase):
    def test_every_setting_is_in_the_table_with_its_default(self):
        shown, real = in_the_table(), in_the_program()
        self.assertEqual(sorted(shown), sorted(real))
        for name, default in real.items():
            if default:
                self.assertEqual(shown[name].strip("`"), str(default), name)
