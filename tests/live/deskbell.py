"""A server with an empty data folder, the people of one test, and their live connections.

Run by `cargo xtask test live`, which names the server's program in DESKBELL_BIN.
"""

import os
import queue
import re
import shutil
import subprocess
import tempfile
import threading
import unittest

import requests
import socketio

# Seconds until a test gives up on something that should take a fraction of one.
PATIENCE = 20


class Server:
    """A running Deskbell; `url` is where it listens."""

    def __init__(self):
        self.data = tempfile.mkdtemp(prefix="deskbell-live-")
        command = [os.environ["DESKBELL_BIN"], "serve", "--data", self.data, "--listen", "127.0.0.1:0"]
        environment = {"PATH": os.environ["PATH"]}
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.log = []
        self._address = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self.url = self._address.get(timeout=PATIENCE)
        except queue.Empty:
            self.stop()
            raise AssertionError("the server printed no address:\n" + "".join(self.log)) from None

    def _read(self):
        for line in self.process.stdout:
            self.log.append(line)
            found = re.search(r"http://127\.0\.0\.1:[1-9]\d*", line)
            if found:
                self._address.put(found.group())

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            self._reader.join(PATIENCE)
            self.process.stdout.close()
            shutil.rmtree(self.data, ignore_errors=True)


class Person:
    """Somebody with an account, who talks to the API as a program does."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        account = {"email": f"{name.lower()}@example.com", "full_name": name, "password": "a long enough password"}
        self.token = self._send("POST", "/auth/register", account, None)["access_token"]

    def call(self, method, path, body=None):
        return self._send(method, path, body, self.token)

    def _send(self, method, path, body, token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = requests.request(
            method, f"{self.server.url}/api/v1{path}", json=body, headers=headers, timeout=PATIENCE
        )
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def found_workspace(self, name):
        """Creates a workspace and returns what `/auth/me` says afterwards."""
        return self.call("POST", "/auth/business/create", {"name": name})


class Connection:
    """The official client, connected; everything it hears is kept in order."""

    def __init__(self, server, auth, transports=("websocket",)):
        self.client = socketio.Client(reconnection=False)
        self.heard = queue.Queue()
        self.ended = threading.Event()
        self.client.on("*", lambda event, *data: self.heard.put((event, *data)))
        self.client.on("disconnect", lambda *_: self.ended.set())
        self.client.connect(server.url, auth=auth, transports=list(transports), wait_timeout=PATIENCE)

    def next(self, event):
        """The next event of this name; others that come before it are passed over."""
        while True:
            try:
                name, *data = self.heard.get(timeout=PATIENCE)
            except queue.Empty:
                raise AssertionError(f"`{event}` did not come") from None
            if name == event:
                return data[0] if data else None

    def close(self):
        self.client.disconnect()


class LiveTest(unittest.TestCase):
    """A test with a server of its own; what it opens is closed when it ends."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)

    def person(self, name):
        return Person(self.server, name)

    def connect(self, auth, transports=("websocket",)):
        connection = Connection(self.server, auth, transports)
        self.addCleanup(connection.close)
        return connection
