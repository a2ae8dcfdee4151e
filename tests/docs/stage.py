"""Where the examples of one document happen: a server, a folder, a shell, a second terminal, a browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compare import difference
from fences import PROGRAMS, Fault

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/live"))
from deskbell import PATIENCE, Server  # noqa: E402

# What documents call the server, one that they start themselves, and the site that their widget stands on.
ADDRESS = "127.0.0.1:8080"
ANOTHER = "127.0.0.1:8090"
SITE = "shop.example"

# Keeps the shell's variables and functions from one block to the next, what is exported as exported.
SHELL = """
before=" $(compgen -v | tr '\\n' ' ') before name "
[ ! -e "$STAGE/variables" ] || source "$STAGE/variables"
set -euo pipefail
source "$STAGE/block.sh"
set +eu
for name in $(compgen -v); do
  case "$before" in *" $name "*) ;; *) declare -p "$name" ;; esac
done > "$STAGE/variables.new"
declare -f >> "$STAGE/variables.new"
mv "$STAGE/variables.new" "$STAGE/variables"
"""
BESIDE = '[ ! -e "$STAGE/variables" ] || source "$STAGE/variables"\nexec '


def free_address():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{listening.getsockname()[1]}"


class Stage:
    """Plays the blocks of a document. `cargo xtask test docs` names what it needs in the environment."""

    def __init__(self):
        self.stage = Path(tempfile.mkdtemp(prefix="deskbell-docs-"))
        self.folder = self.stage / "here"
        (self.stage / "bin").mkdir()
        (self.folder / "target/release").mkdir(parents=True)
        # What the blocks that are not run would have made.
        for link in (self.stage / "bin/deskbell", self.folder / "target/release/deskbell"):
            link.symlink_to(os.environ["DESKBELL_BIN"])
        (self.folder / "node_modules").symlink_to(ROOT / "web/e2e/node_modules")
        self.server = Server(self.folder / "deskbell-data")
        self.places = {ADDRESS: self.server.url.removeprefix("http://"), ANOTHER: free_address()}
        self.policy = ""
        self.beside, self.heard, self.taken = None, self.stage / "heard", 0

    def close(self):
        self.stop_beside()
        self.server.stop()
        shutil.rmtree(self.stage, ignore_errors=True)

    def here(self, text):
        """What a document says of its server, said of this one."""
        for said, meant in self.places.items():
            text = text.replace(said, meant)
        return text

    def there(self, text):
        """What this server printed, as a document says it."""
        for said, meant in self.places.items():
            text = text.replace(meant, said)
        return text

    def environment(self):
        path = f"{self.stage / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8", "STAGE": str(self.stage)}

    def play(self, fence):
        """Does what one block says, and compares what comes of it."""
        if fence.name:
            (self.folder / fence.name).write_text(self.here(fence.text))
        elif fence.info == "sh beside":
            self.open_beside(fence)
        elif fence.info == "text beside":
            self.hear(fence)
        elif fence.info == "console beside":
            self.stop_beside()
        elif fence.info == "text policy":
            self.policy = self.here(fence.text).strip()
        elif fence.info == "html page":
            self.load(fence)
        elif fence.info != "console build":
            self.play_once(fence)

    def play_once(self, fence):
        """Runs it; what waits for something runs again until it fits."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                printed = self.shell(fence, self.command(fence))
                if wrong := fence.output and difference(fence.output, printed):
                    raise Fault(f"{fence.output.place}: what is shown {wrong}; what was printed is:\n{printed}")
                return
            except Fault:
                if fence.info != "sh waits" or time.monotonic() > until:
                    raise

    def command(self, fence):
        """What to type for a block."""
        if fence.info not in PROGRAMS:
            return fence.text
        program, ending = PROGRAMS[fence.info]
        (self.folder / f"example{ending}").write_text(self.here(fence.text))
        return f"{program} example{ending}\n"

    def shell(self, fence, typed):
        """Types this into the shell; what it printed."""
        (self.stage / "block.sh").write_text(self.here(typed))
        done = subprocess.run(
            ["bash", "-c", SHELL],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE * 3,
        )
        if done.returncode:
            raise Fault(f"{fence.place}: ended with {done.returncode}:\n{done.stdout}")
        return self.there(done.stdout)

    def open_beside(self, fence):
        """Starts it, and waits until it has printed what is shown: whatever comes after may count on it."""
        self.stop_beside()
        with self.heard.open("w") as heard:
            self.beside = subprocess.Popen(
                ["bash", "-c", BESIDE + self.here(fence.text)],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=heard,
                stderr=subprocess.STDOUT,
                # Whoever runs the tests in the background has Ctrl-C ignored, and what is ignored is inherited.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        self.taken = 0
        if fence.output:
            self.hear(fence.output)

    def hear(self, shown):
        """Waits until the second terminal has shown this since it was last looked at."""
        until = time.monotonic() + PATIENCE
        while True:
            heard = self.there(self.heard.read_text())
            wrong = difference(shown, heard[self.taken :])
            if not wrong:
                self.taken = len(heard)
                return
            if self.beside.poll() is not None or time.monotonic() > until:
                raise Fault(f"{shown.place}: what is shown {wrong}; the second terminal shows:\n{heard}")
            time.sleep(0.02)

    def stop_beside(self):
        if self.beside:
            self.beside.send_signal(signal.SIGINT)
            self.beside.wait(PATIENCE)
        self.beside = None

    def load(self, fence):
        """Loads the page; each `$NAME` in it is a variable of the shell."""
        page = self.stage / "page.html"
        page.write_text(self.here(self.shell(fence, f"cat <<END\n{fence.text}END\n")))
        program = ROOT / "tests/docs/page.mjs"
        done = subprocess.run(
            ["node", program, page, SITE, self.policy],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE * 6,
        )
        if done.returncode:
            raise Fault(f"{fence.place}: {done.stdout}")
