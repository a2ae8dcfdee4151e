"""A mail server of a test's own on loopback, which speaks TLS with a certificate of an authority of its own."""

import socketserver
import ssl
import threading

from deskbell import PATIENCE


class _Talk(socketserver.StreamRequestHandler):
    """One connection. What the client said is kept, with whether it was encrypted then."""

    def handle(self):
        self.encrypted = False
        if self.server.way == "smtps" and not self._encrypt():
            return
        self._answer("220 mail.test ready")
        while line := self._line():
            word = line.split()[0].upper()
            self.server.noted((self.encrypted, line))
            if word == "EHLO":
                self._greet()
            elif word == "STARTTLS":
                self._answer("220 go ahead")
                if not self._encrypt():
                    return
            elif word == "AUTH":
                self._answer("235 welcome")
            elif word == "DATA":
                self._take()
            else:
                self._answer("250 fine")
        self.server.noted((self.encrypted, "gone"))
        self.request.close()

    def _line(self):
        return self.rfile.readline().decode().strip()

    def _answer(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def _greet(self):
        offers = ["AUTH PLAIN"]
        if self.server.way == "starttls" and not self.encrypted:
            offers = ["STARTTLS"]
        for offer in ["mail.test", *offers[:-1]]:
            self._answer(f"250-{offer}")
        self._answer(f"250 {offers[-1]}")

    def _take(self):
        self._answer("354 go on")
        mail = []
        while (line := self._line()) != ".":
            mail.append(line)
        self._answer("250 taken")
        self.server.noted((self.encrypted, "\n".join(mail)))

    def _encrypt(self):
        try:
            self.request = self.server.context.wrap_socket(self.request, server_side=True)
        except OSError as error:
            self.server.noted((False, f"no TLS: {type(error).__name__}"))
            return False
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", buffering=0)
        self.encrypted = True
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """`way` is `smtps`, `starttls`, or `plain` for one that offers no encryption."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, way, authority):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.way = way
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(self.context)
        self.heard = []
        self._more = threading.Condition()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self):
        scheme = "smtps" if self.way == "smtps" else "smtp"
        return f"{scheme}://desk:secret@localhost:{self.server_address[1]}"

    def noted(self, what):
        with self._more:
            self.heard.append(what)
            self._more.notify_all()

    def until(self, fits):
        """Waits until something was said that fits; returns it with whether it was encrypted."""
        with self._more:
            said = lambda: next((one for one in self.heard if fits(one[1])), None)
            assert self._more.wait_for(said, PATIENCE), f"heard was {self.heard}"
            return said()

    def stop(self):
        self.shutdown()
        self.server_close()
