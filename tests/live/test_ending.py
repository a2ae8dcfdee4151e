"""When a connection ends: at once, where somebody loses access."""

from deskbell import LiveTest


class Ending(LiveTest):
    def late_news(self, desk, others):
        """Something happens after somebody lost access, and the others have heard of it."""
        conversation = desk.visitor().say("Late news")["conversation_id"]
        others.next("new_message", content="Late news")
        return conversation

    def assert_cut(self, connections, reason, late):
        for connection in connections:
            connection.end()
            self.assertEqual(connection.heard[-1], ("signed_out", {"reason": reason}))
            self.assertNotIn(late, str(connection.heard))

    def test_whoever_is_removed_hears_nothing_after_the_answer(self):
        desk = self.desk()
        ben, member = desk.hire("Ben")
        his = [self.member(ben), self.member(ben, transports=("polling",))]
        ada = self.member(desk.owner)
        desk.owner.call("DELETE", f"/team/members/{member}")
        self.assert_cut(his, "removed", self.late_news(desk, ada))
        self.assert_refused({"token": ben.token}, "unauthenticated")

    def test_signing_out_ends_the_connection_before_it_is_answered(self):
        desk = self.desk()
        ben, _ = desk.hire("Ben")
        his, ada = self.member(ben), self.member(desk.owner)
        ben.call("POST", "/auth/logout")
        self.assert_cut([his], "signed_out", self.late_news(desk, ada))
        self.assert_refused({"token": ben.token}, "unauthenticated")

    def test_another_role_keeps_the_connection(self):
        desk = self.desk()
        ben, member = desk.hire("Ben")
        his = self.member(ben)
        desk.owner.call("PATCH", f"/team/members/{member}", {"role": "admin"})
        his.next("member_changed", user_id=ben.id, change="role")
        self.late_news(desk, his)
        self.assertFalse(his.ended.is_set())
