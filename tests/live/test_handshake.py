"""Who gets a live connection, and when it ends."""

import socketio

from deskbell import LiveTest


class Handshake(LiveTest):
    def test_nobody_is_refused(self):
        for auth in (None, {}, {"token": "wrong"}, {"business_id": "0193f2a6-5c1e-7b40-9d2f-6a8e04c1b7d3"}):
            with self.subTest(auth=auth), self.assertRaises(socketio.exceptions.ConnectionError):
                self.connect(auth)

    def test_a_member_connects_over_either_transport(self):
        ada = self.person("Ada")
        ada.found_workspace("Acme")
        for transport in ("websocket", "polling"):
            with self.subTest(transport=transport):
                connection = self.connect({"token": ada.token}, (transport,))
                self.assertTrue(connection.client.connected)

    def test_signing_out_ends_the_connection_before_it_is_answered(self):
        ada = self.person("Ada")
        ada.found_workspace("Acme")
        connection = self.connect({"token": ada.token})
        ada.call("POST", "/auth/logout")
        self.assertEqual(connection.next("signed_out"), {"reason": "signed_out"})
        self.assertTrue(connection.ended.wait(20), "the connection is still open")


class Events(LiveTest):
    def test_a_status_change_is_heard_with_the_documented_keys(self):
        ada = self.person("Ada")
        me = ada.found_workspace("Acme")
        connection = self.connect({"token": ada.token})
        ada.call("PATCH", "/team/status", {"status": "live"})
        heard = connection.next("agent_status_changed")
        self.assertEqual(heard["agent_id"], me["user"]["id"])
        self.assertEqual(heard["status"], "live")
        self.assertIsInstance(heard["seq"], int)
