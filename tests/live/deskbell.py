"""A server with an empty data folder, the people of one test, and their live connections.

Run by `cargo xtask test live-py`, which names the server's program in DESKBELL_BIN.
"""

import os
import queue
import re
import shutil
import subprocess
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import requests
import engineio
import socketio

# Seconds until a test gives up on something that should take a fraction of one.
PATIENCE = 20
PASSWORD = "a long enough password"


class Server:
    """A running Deskbell; `url` is where it listens. Its data folder is taken away when it stops."""

    def __init__(self, data=None, settings=None):
        self.data = data or tempfile.mkdtemp(prefix="deskbell-live-")
        command = [os.environ["DESKBELL_BIN"], "serve", "--data", self.data, "--listen", "127.0.0.1:0"]
        environment = {"PATH": os.environ["PATH"], **(settings or {})}
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


def ask(server, method, path, body=None, token=None, headers=None):
    """Sends one request and returns its answer, a refusal too."""
    headers = dict(headers or {})
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return requests.request(method, f"{server.url}/api/v1{path}", json=body, headers=headers, timeout=PATIENCE)


def done(answer):
    """The body of an answer that must not be a refusal."""
    asked = answer.request
    assert answer.status_code < 300, f"{asked.method} {asked.path_url}: {answer.status_code} {answer.text}"
    return answer.json()


class Person:
    """Somebody with an account, who talks to the API as a program does."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        account = {"email": f"{name.lower()}@example.com", "full_name": name, "password": PASSWORD}
        user = done(ask(server, "POST", "/auth/register", account))
        self.id, self.email, self.token = user["id"], user["email"], user["access_token"]

    def call(self, method, path, body=None):
        return done(ask(self.server, method, path, body, self.token))

    def cookie(self):
        """A session held in a cookie, as the dashboard's own pages get it."""
        login = {"email": self.email, "password": PASSWORD, "session": "cookie"}
        answer = ask(self.server, "POST", "/auth/login", login, headers={"Origin": self.server.url})
        done(answer)
        return answer.headers["Set-Cookie"].split(";")[0]


class Visitor:
    """A visitor of a page with the widget."""

    def __init__(self, server, widget):
        self.server = server
        self.token = done(ask(server, "POST", f"/widget/{widget}/visitors"))["visitor_token"]

    def call(self, method, path, body=None):
        return done(ask(self.server, method, path, body, self.token))

    def say(self, content):
        """Writes; returns the message."""
        return self.call("POST", "/visitor/messages", {"content": content})


class Desk:
    """A workspace with a widget on the Mini plan, and its owner."""

    def __init__(self, server, owner="Ada", domain="shop.example"):
        self.server = server
        self.owner = Person(server, owner)
        self.id = self.owner.call("POST", "/auth/business/create", {"name": "Acme"})["business"]["id"]
        self.owner.call("PUT", "/billing/plan", {"plan": "mini"})
        self.widget = self.owner.call("POST", "/widget/create", {"domain": domain})["id"]

    def hire(self, name, role="agent"):
        """Registers somebody and invites them; returns the person and the membership."""
        person = Person(self.server, name)
        invited = self.owner.call("POST", f"/team/invite?email={person.email}&role={role}")
        return person, invited["team_member_id"]

    def visitor(self):
        return Visitor(self.server, self.widget)


class Refused(Exception):
    """The server let nobody in; says with which code."""


class OneByOne(engineio.Client):
    """Handles what comes in the order in which it comes: left alone, each event gets a thread, and threads overtake."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._turns = ThreadPoolExecutor(max_workers=1)

    def _trigger_event(self, event, *args, run_async=False, **options):
        handle = super()._trigger_event
        if run_async:
            return self._turns.submit(handle, event, *args, run_async=False, **options)
        return handle(event, *args, run_async=False, **options)


class InOrder(socketio.Client):
    def _engineio_client_class(self):
        return OneByOne


class Connection:
    """The official client, connected; everything it hears is kept in order."""

    def __init__(self, server, auth, transports=("websocket",), origin=None, cookie=None):
        # Over WebSocket the client would name the server's own address as the page that it comes from.
        options = {"origin": origin} if origin else {"suppress_origin": True}
        self.client = InOrder(reconnection=False, websocket_extra_options=options)
        self.heard = []
        self._taken = 0
        self._more = threading.Condition()
        self.ended = threading.Event()
        self.client.on("*", self._hear)
        self.client.on("disconnect", lambda *_: self.ended.set())
        refusals = []
        self.client.on("connect_error", refusals.append)
        given = {"Cookie": cookie, "Origin": origin if transports[0] == "polling" else None}
        headers = {name: value for name, value in given.items() if value}
        try:
            self.client.connect(
                server.url, headers, auth=auth, transports=list(transports), wait_timeout=PATIENCE
            )
        except socketio.exceptions.ConnectionError as error:
            raise Refused(str(refusals)) from error

    def _hear(self, event, *data):
        with self._more:
            self.heard.append((event, data[0] if data else None))
            self._more.notify_all()

    def next(self, event, **fits):
        """The next event of this name that fits; others that come before it are passed over."""
        until = time.monotonic() + PATIENCE
        with self._more:
            while True:
                for at in range(self._taken, len(self.heard)):
                    name, payload = self.heard[at]
                    if name == event and all(payload.get(key) == value for key, value in fits.items()):
                        self._taken = at + 1
                        return payload
                if not self._more.wait(until - time.monotonic()):
                    raise AssertionError(f"`{event}` {fits} did not come; heard was {self.heard}")

    def all(self, event):
        """The events of one name so far."""
        return [payload for name, payload in self.heard if name == event]

    def ask(self, event, payload):
        """Sends, and returns what the server acknowledges with."""
        return self.client.call(event, payload, timeout=PATIENCE)

    def join(self, conversation):
        assert self.ask("join_conversation", {"conversation_id": conversation}) == {"ok": True}

    def end(self):
        """Waits for the end of the connection."""
        assert self.ended.wait(PATIENCE), "the connection is still open"

    def close(self):
        self.client.disconnect()


class LiveTest(unittest.TestCase):
    """A test with a server of its own; what it opens is closed when it ends."""

    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.stop)

    def person(self, name):
        return Person(self.server, name)

    def desk(self, owner="Ada", domain="shop.example"):
        return Desk(self.server, owner, domain)

    def connect(self, auth, **how):
        connection = Connection(self.server, auth, **how)
        self.addCleanup(connection.close)
        return connection

    def member(self, person, **how):
        return self.connect({"token": person.token}, **how)

    def page(self, visitor, **how):
        return self.connect({"visitor": visitor.token}, **how)

    def assert_refused(self, auth, code, **how):
        """Expects that nobody gets in this way, for the reason that the API gives everywhere."""
        with self.assertRaises(Refused) as refused:
            self.connect(auth, **how)
        self.assertIn(code, str(refused.exception))
