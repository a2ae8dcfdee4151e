"""Mail goes out encrypted, to a server that proves who it is, or not at all."""

import os
import tempfile
import unittest

import trustme

from deskbell import Person, Server
from mail_server import MailServer


class Mail(unittest.TestCase):
    def mail_server(self, way, trusted=True):
        """A mail server, and a Deskbell that sends through it and trusts one authority."""
        authority = trustme.CA()
        server = MailServer(way, authority)
        self.addCleanup(server.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        known = os.path.join(folder.name, "known.pem")
        (authority if trusted else trustme.CA()).cert_pem.write_to_path(known)
        settings = {"DESKBELL_SMTP_URL": server.url(), "SSL_CERT_FILE": known}
        deskbell = Server(settings=settings)
        self.addCleanup(deskbell.stop)
        Person(deskbell, "Ada")
        return server

    def assert_nothing_was_given_away(self, server):
        said = [line.split()[0].upper() for encrypted, line in server.heard if not encrypted and line]
        for word in ("AUTH", "MAIL", "RCPT", "DATA"):
            self.assertNotIn(word, said)

    def assert_sent_encrypted(self, server):
        encrypted, mail = server.until(lambda line: "Subject:" in line)
        self.assertTrue(encrypted)
        self.assertIn("ada@example.com", mail)
        self.assertTrue(any(encrypted and line.startswith("AUTH ") for encrypted, line in server.heard))
        self.assert_nothing_was_given_away(server)

    def test_smtps_is_encrypted_from_the_first_byte(self):
        self.assert_sent_encrypted(self.mail_server("smtps"))

    def test_smtp_is_encrypted_before_anybody_signs_in(self):
        self.assert_sent_encrypted(self.mail_server("starttls"))

    def test_a_server_that_cannot_prove_who_it_is_gets_nothing(self):
        for way in ("smtps", "starttls"):
            with self.subTest(way):
                server = self.mail_server(way, trusted=False)
                server.until(lambda line: line.startswith("no TLS"))
                self.assert_nothing_was_given_away(server)

    def test_a_server_without_encryption_gets_nothing(self):
        server = self.mail_server("plain")
        server.until(lambda line: line == "gone")
        self.assert_nothing_was_given_away(server)


if __name__ == "__main__":
    unittest.main()
