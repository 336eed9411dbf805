"""People on pages: founding a centre until a case of it waits, one's account, what auditors see."""

import re

import pytest

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
GOOD = "nine quiet rivers"
WHY = "คำสั่งที่ 5/2569"


class Visitor:
    """Somebody with a browser that keeps cookies and sends the form it was shown."""

    def __init__(self, app):
        self.http = app.test_client()
        self.page = ""

    def get(self, path):
        answer = self.http.get(path, follow_redirects=True)
        self.page, self.at = answer.text, answer.request.path
        return answer.status_code

    def send(self, path, **form):
        shown = dict(re.findall(r'name="(_csrf|_version)" value="([^"]+)"', self.page))
        answer = self.http.post(path, data={**shown, **form}, follow_redirects=True)
        self.page, self.at = answer.text, answer.request.path
        return answer.status_code

    def fill(self, path, **form):
        """Open a form and send it."""
        assert self.get(path) == 200, self.page
        return self.send(path, **form)


@pytest.fixture
def visit(app, person):
    """visit("centre_manager") is signed in; visit("hdy.boss", password) too; visit() is nobody."""

    def visit(who=None, password=None):
        one = Visitor(app)
        if who:
            name = who if password else person(who).username
            one.fill("/sign-in", username=name, password=password or person(who).password)
            assert one.at == "/inbox"
        return one

    return visit


@pytest.fixture
def hire(visit):
    """Add somebody, give a role, and let them choose a password by an administrator's link: three pages."""

    def hire(by, code, role, centre):
        names = {"code": code, "name": f"คุณ {code}", "name_en": f"Mx {code}", "centre": centre}
        assert by.fill("/registers/people/new", **names) == 200, by.page
        assert by.fill(f"/registers/people/{code}/roles/new", role=role, centre=centre, reason=WHY) == 200
        admin = visit("admin")
        assert admin.fill(f"/registers/people/{code}/link") == 200
        link = re.search(r'value="[^"]+(/p/[^"]+)"', admin.page)[1]
        assert visit().fill(link, password=GOOD, again=GOOD) == 200
        return visit(code, GOOD)

    return hire


def test_a_centre_is_founded_staffed_and_used_on_pages(visit, hire, settle):
    from tests.web.answers import PROBLEM

    admin = visit("admin")
    admin.fill("/registers/centres/new", code="HDY", name="ศูนย์หาดใหญ่", name_en="Hat Yai", region="south")
    boss = hire(admin, "hdy.boss", "centre_manager", "HDY")
    desk = hire(boss, "hdy.desk", "intake_officer", "HDY")
    token = boss.http.application.test_client()
    hire(boss, "hdy.sub", "submitter", "HDY")
    signed = token.post("/api/v1/tokens", json={"username": "hdy.sub", "password": GOOD}).json["token"]
    body = {"process": "problem_intake", "centre": "HDY", "answers": PROBLEM}
    opened = token.post("/api/v1/cases", json=body, headers={"Authorization": f"Bearer {signed}"})
    settle()
    desk.get("/inbox")

    assert opened.json["case_no"].startswith("HDY-")
    assert opened.json["case_no"] in desk.page


def test_a_link_is_used_once_and_says_what_is_wrong_at_its_field(visit):
    admin = visit("admin")
    admin.fill("/registers/people/orapin/link")
    link = re.search(r'value="[^"]+(/p/[^"]+)"', admin.page)[1]
    somebody = visit()

    assert somebody.fill(link, password="short", again="short") == 422
    assert 'id="password-error"' in somebody.page
    assert somebody.fill(link, password=GOOD, again="other words here") == 422
    assert 'id="again-error"' in somebody.page
    assert somebody.fill(link, password=GOOD, again=GOOD) == 200
    assert somebody.get(link) == 404


def test_no_link_is_offered_to_a_manager_and_the_person_reads_who_made_one(visit):
    boss, admin, path = visit("centre_manager"), visit("admin"), "/registers/people/orapin"
    assert (boss.get(path), "/orapin/link" in boss.page, boss.get(f"{path}/link")) == (200, False, 403)
    assert (admin.get(path), "/orapin/link" in admin.page, admin.fill(f"{path}/link")) == (200, True, 200)
    link = re.search(r'value="[^"]+(/p/[^"]+)"', admin.page)[1]
    visit().fill(link, password=GOOD, again=GOOD)
    orapin = visit("orapin", GOOD)
    orapin.get("/notices")

    assert "สร้างลิงก์สำหรับตั้งรหัสผ่านของท่าน" in orapin.page
    assert link not in orapin.page


def test_what_is_wrong_with_a_role_stands_at_its_field(visit):
    admin = visit("admin")

    assert admin.fill("/registers/people/orapin/roles/new", role="", centre="SRC", reason=WHY) == 422
    assert 'id="role-error"' in admin.page
    assert admin.fill("/registers/people/orapin/roles/new", role="drafter", centre="SRC", reason="") == 422
    assert 'id="reason-error"' in admin.page


def test_a_role_is_taken_away_with_a_reason(visit):
    boss = visit("centre_manager")
    path = "/registers/people/orapin/roles/revoke?role=intake_officer&centre=SRC"
    assert boss.fill(path, role="intake_officer", centre="SRC", reason=WHY) == 200

    assert boss.at == "/registers/people/orapin"
    assert WHY in boss.page


def test_the_account_changes_its_password_and_keeps_this_browser(visit):
    one, other = visit("drafter"), visit("drafter")
    form = {"old": "dgti-demo", "new": GOOD, "again": GOOD}
    assert one.fill("/me", **form) == 405
    one.get("/me")
    assert one.send("/me/password", **{**form, "old": "wrong"}) == 422
    assert one.send("/me/password", **form) == 200
    other.get("/inbox")

    assert one.at == "/me"
    assert other.at == "/sign-in"


def test_wrong_present_passwords_on_the_page_and_over_the_api_count_together(visit, client):
    me, wrong = visit("drafter"), {"old": "wrong", "new": GOOD}
    me.get("/me")
    statuses = [me.send("/me/password", **wrong, again=GOOD) for _ in range(4)]
    statuses += [client("drafter").post("/api/v1/me/password", json=wrong).status_code for _ in range(2)]

    assert statuses == [422] * 5 + [429]
    assert me.send("/me/password", old="dgti-demo", new=GOOD, again=GOOD) == 429


def test_a_token_is_shown_once_and_revoked(visit):
    me = visit("drafter")
    me.get("/me")
    me.send("/me/tokens", name="รายงาน")
    assert "dgti_" in me.page
    me.get("/me")
    assert "dgti_" not in me.page
    id = re.findall(r"/me/tokens/(\d+)/revoke", me.page)[-1]
    me.send(f"/me/tokens/{id}/revoke")

    assert "รายงาน" not in me.page


def test_pages_of_use_and_of_personal_data_are_for_their_roles(visit):
    for role in ("auditor", "dpo", "admin", "drafter"):
        seen = visit(role)
        assert seen.get("/audit?what=changes") == (200 if role == "auditor" else 403)
        assert seen.get("/privacy") == (200 if role == "dpo" else 403)


def test_an_officer_erases_one_value_on_the_page(visit, case):
    officer = visit("dpo")
    assert officer.fill(f"/privacy/{case.case_no}", value="1:given", reason="") == 422
    assert officer.fill(f"/privacy/{case.case_no}", value="1:given", reason="คำขอที่ 4/2569") == 200
    officer.get("/privacy")

    assert case.case_no in officer.page


PAGES = {
    "admin": ("/registers/people", "/registers/people/orapin", "/registers/people/orapin/roles/new", "/me"),
    "auditor": ("/audit", "/audit?what=changes", "/audit?what=reads"),
    "dpo": ("/privacy",),
}


def test_pages_have_one_heading_and_fit_a_phone(desk):
    for role, paths in PAGES.items():
        page = desk(role, width=360, path=paths[0])
        for path in paths:
            page.goto(path)
            assert page.locator("h1").count() == 1, path
            assert page.evaluate("document.documentElement.scrollWidth") == 360, path
