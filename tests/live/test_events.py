"""What is heard, by whom, and with which keys."""

from deskbell import LiveTest

MESSAGE = {"id", "content", "sender_type", "sender_id", "sender_name", "conversation_id", "created_at", "private", "attachments"}


class Events(LiveTest):
    def test_a_status_change_is_heard_with_the_documented_keys(self):
        desk = self.desk()
        connection = self.member(desk.owner)
        desk.owner.call("PATCH", "/team/status", {"status": "live"})
        heard = connection.next("agent_status_changed")
        self.assertIsInstance(heard.pop("seq"), int)
        self.assertEqual(heard, {"agent_id": desk.owner.id, "status": "live"})

    def test_a_message_goes_to_team_and_visitor_with_the_documented_keys(self):
        desk = self.desk()
        visitor = desk.visitor()
        team, page = self.member(desk.owner), self.page(visitor)
        asked = visitor.say("Hello")
        conversation = asked["conversation_id"]
        to_team, to_page = team.next("new_message", id=asked["id"]), page.next("new_message", id=asked["id"])
        self.assertEqual(set(to_team), MESSAGE | {"seq"})
        self.assertEqual(set(to_page), MESSAGE)

        desk.owner.call("POST", f"/conversations/{conversation}/messages", {"content": "Hello yourself"})
        to_team, to_page = (it.next("new_message", sender_type="agent") for it in (team, page))
        self.assertEqual((to_team["sender_id"], to_team["sender_name"]), (desk.owner.id, "Ada"))
        self.assertEqual((to_page["sender_id"], to_page["sender_name"]), (None, "Ada"))

    def test_what_lasts_is_numbered_one_by_one(self):
        desk = self.desk()
        ben, _ = desk.hire("Ben")
        his = self.member(ben)
        conversation = desk.visitor().say("Hello")["conversation_id"]
        desk.owner.call("POST", f"/team/assign/{conversation}?agent_id={ben.id}")
        given = his.next("conversation_assigned")
        self.assertEqual((given["conversation_id"], given["assigned_by"]), (conversation, desk.owner.id))
        ben.call("PUT", f"/conversations/{conversation}/resolve")
        his.next("conversation_updated", status="resolved")
        numbers = [payload["seq"] for _, payload in his.heard if "seq" in payload]
        self.assertGreaterEqual(len(numbers), 5)
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(numbers))))

    def test_typing_and_reading_without_websocket(self):
        desk = self.desk()
        visitor = desk.visitor()
        conversation = visitor.say("Hello")["conversation_id"]
        polling = {"transports": ("polling",)}
        ada, page = self.member(desk.owner, **polling), self.page(visitor, **polling)
        ada.join(conversation)

        page.client.emit("typing", {"is_typing": True})
        by_visitor = {"conversation_id": conversation, "user_id": None, "name": None, "is_typing": True, "private": False}
        self.assertEqual(ada.next("typing"), by_visitor)
        ada.client.emit("typing", {"conversation_id": conversation, "is_typing": True})
        self.assertEqual(page.next("typing"), by_visitor | {"name": "Ada"})

        sent = page.ask("client_message", {"content": "Over the socket"})
        ada.next("new_message", id=sent["id"], content="Over the socket")
        page.next("delivered", message_id=sent["id"])
        desk.owner.call("POST", f"/conversations/{conversation}/read")
        page.next("read", message_id=sent["id"])
        problem = page.ask("client_message", {"content": " "})["error"]
        self.assertEqual((problem["status"], problem["errors"][0]["field"]), (422, "content"))


class Rooms(LiveTest):
    def test_a_conversation_of_another_workspace_is_out_of_reach(self):
        desk, other = self.desk(), self.desk("Zoe", "other.example")
        visitor = desk.visitor()
        conversation = visitor.say("Between us")["conversation_id"]
        stranger, ada = self.member(other.owner), self.member(desk.owner)
        problem = stranger.ask("join_conversation", {"conversation_id": conversation})["error"]
        self.assertEqual((problem["status"], problem["code"]), (404, "not_found"))
        visitor.say("Still between us")
        ada.next("new_message", content="Still between us")
        # What comes later in one's own workspace: had anything of the other come, it would be here by now.
        other.owner.call("PATCH", "/team/status", {"status": "live"})
        stranger.next("agent_status_changed")
        self.assertNotIn(conversation, str(stranger.heard))

    def test_a_visitor_hears_only_what_is_theirs(self):
        desk = self.desk()
        mine, theirs = desk.visitor(), desk.visitor()
        my, their = self.page(mine), self.page(theirs)
        own, other = mine.say("Mine")["conversation_id"], theirs.say("Theirs")["conversation_id"]
        for conversation in (other, own):
            desk.owner.call("POST", f"/conversations/{conversation}/messages", {"content": "An answer"})
        their.next("new_message", content="An answer")
        my.next("new_message", content="An answer")
        self.assertNotIn(other, str(my.heard))
        for hidden in (desk.owner.id, "seq"):
            self.assertNotIn(hidden, str(my.heard))
