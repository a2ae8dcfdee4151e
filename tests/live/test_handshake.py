"""Who gets a live connection (decision 20), over either transport."""

from deskbell import LiveTest

TRANSPORTS = (("websocket",), ("polling",))


class Handshake(LiveTest):
    def test_nobody_is_refused(self):
        desk = self.desk()
        strangers = (None, {}, {"token": "wrong"}, {"business_id": desk.id}, {"visitor": "dv_wrong"})
        for transports in TRANSPORTS:
            for auth in strangers:
                with self.subTest(auth=auth, transports=transports):
                    self.assert_refused(auth, "unauthenticated", transports=transports)

    def test_a_member_connects_over_either_transport_and_hears_over_it(self):
        desk = self.desk()
        for transports, status in zip(TRANSPORTS, ("live", "away")):
            with self.subTest(transports=transports):
                connection = self.member(desk.owner, transports=transports)
                self.assertEqual(connection.client.transport(), transports[0])
                desk.owner.call("PATCH", "/team/status", {"status": status})
                connection.next("agent_status_changed", agent_id=desk.owner.id, status=status)

    def test_a_client_that_may_choose_ends_up_with_websocket(self):
        connection = self.member(self.desk().owner, transports=("polling", "websocket"))
        self.assertEqual(connection.client.transport(), "websocket")

    def test_another_workspace_is_refused_and_ones_own_is_not(self):
        desk, other = self.desk(), self.desk("Zoe", "other.example")
        token = desk.owner.token
        for workspace in (other.id, "nonsense"):
            self.assert_refused({"token": token, "business_id": workspace}, "not_found")
        self.connect({"token": token, "business_id": desk.id})

    def test_the_cookie_works_from_the_public_address_alone(self):
        cookie = self.desk().owner.cookie()
        for transports in TRANSPORTS:
            for origin in ("https://evil.example", "null", None):
                how = {"transports": transports, "cookie": cookie, "origin": origin}
                with self.subTest(**how):
                    self.assert_refused({}, "unauthenticated", **how)
            self.connect({}, transports=transports, cookie=cookie, origin=self.server.url)

    def test_a_visitor_comes_from_a_page_of_the_widget(self):
        visitor = self.desk().visitor()
        for transports in TRANSPORTS:
            foreign = {"transports": transports, "origin": "https://evil.example"}
            self.assert_refused({"visitor": visitor.token}, "origin_refused", **foreign)
            for origin in ("https://shop.example", "https://www.shop.example:8443"):
                page = self.page(visitor, transports=transports, origin=origin)
                page.next("new_message", id=visitor.say("Hello")["id"])
