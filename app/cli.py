"""The console script `dgti`: what an operator, a process owner and an auditor do without a browser.

Exit codes: 0 it holds · 1 it does not (findings, differences, a broken chain) · 2 it was called wrongly.
What only one command needs is imported by that command, so that each starts at once.
"""

import signal
import sys
import threading
from contextlib import contextmanager

import click

from app.listening import refuse_open_demo, refuse_taken_port


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main():
    """DGTi Flow: ระบบเดินเรื่องของศูนย์ DGTi · the workflow of the DGTi centres."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="ที่อยู่ที่รับฟัง · address to listen on")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="พอร์ต · port")
@click.option("--processes", type=int, help="จำนวนโปรเซส (PostgreSQL) · processes, on PostgreSQL")
@click.option("--demo", is_flag=True, help="เตรียมฐานข้อมูลและข้อมูลตัวอย่างเมื่อเริ่มครั้งแรก · migrate, and seed once")
def serve(host, port, processes, demo):
    """ให้บริการเว็บและ API · serve the web and the API."""
    from app.serving import Server

    if demo:
        refuse_open_demo(host)
    refuse_taken_port(host, port)
    if demo:
        fill()
    click.echo(f"\nDGTi Flow → http://{host}:{port}      API → http://{host}:{port}/api/v1/docs")
    server = Server(host, port, processes, demo)
    if not server.embedded:
        click.echo("งานเบื้องหลัง: เปิด dgti worker ด้วย · background work: run dgti worker as well")
    click.echo("Ctrl+C หยุด · stops it\n")
    server.run()


@main.command()
@click.option("--check", is_flag=True, help="ตรวจว่าตารางในโค้ดตรงกับไฟล์ปรับรุ่น · do models match migrations?")
def migrate(check):
    """ปรับฐานข้อมูลให้เป็นรุ่นล่าสุด · bring the database up to date."""
    from app import extensions

    if check:
        sys.exit(check_migrations())
    with application() as app:
        extensions.migrate(app)
    click.echo("ฐานข้อมูลเป็นรุ่นล่าสุดแล้ว · the database is up to date")


@main.command()
def seed():
    """ใส่ข้อมูลตัวอย่างลงในฐานข้อมูลว่าง · fill an empty database with a sample office."""
    fill()


@main.command()
@click.argument("path", type=click.Path(exists=True))
@click.option("--json", "as_json", is_flag=True, help="พิมพ์เป็น JSON · print JSON")
@click.option("--en", "english", is_flag=True, help="ภาษาอังกฤษอย่างเดียว · in English alone")
@click.option(
    "--strict", is_flag=True, help="ขอสิ่งที่กระบวนการของเราต้องมีด้วย · ask for what our own processes must have"
)
@click.option("--no-scenarios", is_flag=True, help="ไม่เดินสถานการณ์ทดสอบ · do not walk the scenarios")
@click.option("--coverage", is_flag=True, help="บอกสิ่งที่สถานการณ์ไม่ได้เดิน · name what no scenario walked")
@click.option(
    "--at-least",
    "least",
    default=95,
    show_default=True,
    help="ร้อยละที่ --strict ขอ · per cent --strict asks for",
)
@click.option("--draw", metavar="DIR", help="วาดลงบนผังเป็น SVG · draw it on the diagrams, an SVG a process")
@click.option("--tell", metavar="FILE", help="เล่าสถานการณ์หนึ่งทีละขั้น · tell one scenario step by step")
def check(path, as_json, english, strict, no_scenarios, coverage, least, draw, tell):
    """ตรวจแผนผัง ตาราง ฟอร์ม และสถานการณ์ในโฟลเดอร์หรือไฟล์ · check a folder of processes or one diagram."""
    from app.checking import Wanted, check_path

    counts = coverage or bool(draw)
    wanted = Wanted(as_json, english, strict, not no_scenarios, counts, least, draw, tell)
    sys.exit(check_path(path, wanted))


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@click.option("--by", "username", required=True, help="ชื่อผู้ใช้ของเจ้าของกระบวนการ · username of a process owner")
@click.option("--check", "only_check", is_flag=True, help="ตรวจเท่านั้น ไม่เผยแพร่ · check, publish nothing")
def publish(folder, username, only_check):
    """ตรวจแล้วเผยแพร่โฟลเดอร์ของกระบวนการ · check a folder of processes and make it the current release."""
    from app.extensions import db
    from app.publishing import publish_folder

    with application():
        code = publish_folder(folder, username)
        if code or only_check:
            sys.exit(code)
        db.session.commit()
    click.echo("เผยแพร่แล้ว · published")


@main.command("print")
@click.argument("path", type=click.Path(exists=True, file_okay=False))
@click.argument("template")
@click.argument("target", type=click.Path(dir_okay=False))
def print_template(path, template, target):
    """พิมพ์แม่แบบด้วยข้อมูลของสถานการณ์ทดสอบ · print a template with the data of a scenario, as .pdf or .docx."""
    from app.checking import print_one

    sys.exit(print_one(path, template, target))


@main.command()
@click.option("--keep", is_flag=True, help="เก็บฐานข้อมูลของการสาธิตไว้ · keep the database of the demo")
def demo(keep):
    """เดินหนึ่งเรื่องผ่านหกขั้นทาง HTTP · drive one case through all six stages over HTTP."""
    from app.demo import run_demo

    sys.exit(run_demo(keep=keep))


@main.command()
@click.argument("case_no")
def replay(case_no):
    """เดินเรื่องซ้ำจากสมุดบันทึกแล้วเทียบกับสถานะที่เก็บไว้ · replay a case and compare it with what is stored."""
    from app.auditing import replay_case

    with application():
        sys.exit(replay_case(case_no))


@main.command()
@click.argument("name", required=False)
def verify(name):
    """ตรวจสายแฮชของเรื่อง รายการทะเบียน (mou:…) หรือทั้งหมด · verify one case or record (mou:…), or all."""
    from app.auditing import verify_cases

    with application():
        sys.exit(verify_cases(name))


@main.command()
def worker():
    """ทำงานเบื้องหลังจนกว่าจะถูกหยุด · do background work until stopped (any number, on any machine)."""
    from app.cases import jobs

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with application():
        jobs.work(stop)


@main.group()
def centre():
    """ศูนย์ · centres."""


@centre.command("add")
@click.argument("code")
@click.option("--name-th", required=True, help="ชื่อภาษาไทย · the name in Thai")
@click.option("--name-en", required=True, help="ชื่อภาษาอังกฤษ · the name in English")
def add_centre(code, name_th, name_en):
    """ตั้งศูนย์ใหม่ · found a centre; its code begins the numbers of its cases."""
    from app.extensions import db
    from app.office import found_centre

    with application():
        made = found_centre(code, name_th, name_en)
        db.session.commit()
        click.echo(f"ตั้งศูนย์แล้ว · founded: {made.code} {made.name} · {made.name_en}")


@main.group()
def person():
    """บุคคล · people."""


@person.command("add")
@click.argument("username")
@click.option("--name-th", required=True, help="ชื่อภาษาไทย · the name in Thai")
@click.option("--name-en", required=True, help="ชื่อภาษาอังกฤษ · the name in English")
@click.option("--centre", "code", help="รหัสศูนย์ของบทบาท · the centre of the roles")
@click.option("--role", "roles", multiple=True, help="บทบาท ใส่ซ้ำได้ · a role; may be repeated")
@click.option("--ask", is_flag=True, help="ถามรหัสผ่าน แทนการสุ่ม · ask for the password, do not make one")
def add_person(username, name_th, name_en, code, roles, ask):
    """เพิ่มบุคคล รหัสผ่านพิมพ์ครั้งเดียว · add somebody; a password that was made is printed once."""
    from app.extensions import db
    from app.office import new_password, welcome

    password = click.prompt("รหัสผ่าน · password", hide_input=True, confirmation_prompt=True) if ask else None
    with application():
        made = welcome(username, name_th, name_en, code, roles, password or (shown := new_password()))
        db.session.commit()
        click.echo(f"เพิ่มแล้ว · added: {made.username} {made.name} · {made.name_en}")
    if not password:
        click.echo(f"รหัสผ่าน แสดงครั้งเดียว · password, shown once: {shown}")


@person.command("revoke")
@click.argument("username")
@click.option("--role", required=True, help="บทบาท · the role")
@click.option("--centre", "code", help="รหัสศูนย์ของบทบาท · the centre of the role")
def revoke_role(username, role, code):
    """ถอดบทบาท งานที่ระบุชื่อไว้จะแจ้งหัวหน้าศูนย์ · take a role away; managers hear of tasks left behind."""
    from app.extensions import db
    from app.office import withdraw

    with application():
        left = withdraw(username, role, code)
        db.session.commit()
    click.echo(f"ถอดแล้ว งานที่ค้าง {left} · revoked, tasks left behind: {left}")


@person.command("leave")
@click.argument("username")
def leave(username):
    """บุคคลออกจากงาน เข้าสู่ระบบไม่ได้อีก · somebody has left: nothing of theirs opens the door any more."""
    from app.extensions import db
    from app.office import dismiss

    with application():
        left = dismiss(username)
        db.session.commit()
    click.echo(f"ออกแล้ว งานที่ค้าง {left} · gone, tasks left behind: {left}")


@main.command()
@click.argument("username")
@click.option("--name", default="dgti token", help="ชื่อของโทเค็น · what the token is for")
def token(username, name):
    """ออกโทเค็น API ให้บุคคลหนึ่ง · issue an API token to somebody; it is shown once."""
    from app.extensions import db
    from app.people import service

    with application():
        _, text = service.issue_token(service.person_named(username), name)
        db.session.commit()
        click.echo(text)


person.add_command(token)


@contextmanager
def application():
    """The application for one command: a refusal becomes a sentence, and no connection is left open."""
    from app import create_app, extensions
    from app.refusals import Refusal

    app = create_app()
    try:
        with app.app_context():
            yield app
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.th} · {refusal.en}") from refusal
    finally:
        extensions.dispose(app)


def fill() -> None:
    """Migrate, seed once, and say who can sign in."""
    from app import extensions, seed
    from app.extensions import db
    from app.publishing import keep_coverage
    from app.seeds.progress import so_far

    with application() as app:
        extensions.migrate(app)
        if seed.is_empty():
            click.echo("กำลังเตรียมข้อมูลตัวอย่าง … · making the sample office …")
            seed.fill(so_far())
            keep_coverage(seed.PIPELINE)
            db.session.commit()
        click.echo(seed.sign_ins_told())


def check_migrations() -> int:
    """Migrate an empty database and compare it with the models."""
    import tempfile

    from app import create_app, extensions

    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": f"sqlite:///{folder}/check.db", "SECRET_KEY": "unused"})
        extensions.migrate(app)
        differences = extensions.model_differences(app)
        extensions.dispose(app)
    for difference in differences:
        click.echo(f"models and migrations differ: {str(difference)[:200]}", err=True)
    return 1 if differences else 0
