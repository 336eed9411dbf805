"""Where `dgti serve` may listen: refused with a sentence before anything starts."""

import socket
from ipaddress import ip_address

import click


def refuse_open_demo(host: str) -> None:
    """The passwords of the sample office are printed on its sign-in page: it is for this machine alone."""
    if is_loopback(host):
        return
    sentence = "ข้อมูลตัวอย่างใช้รหัสผ่านที่ทุกคนรู้ จึงเปิดได้ที่ 127.0.0.1 เท่านั้น"
    english = "the sample office has passwords that everybody knows: --demo listens on 127.0.0.1 only"
    raise click.ClickException(f"{sentence} · {english}")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_taken_port(host: str, port: int) -> None:
    """A port somebody listens on is refused with a sentence, not after five attempts."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            sentence = f"ใช้พอร์ต {port} ไม่ได้ ลอง make run PORT=8001 · port {port} is taken, try another"
            raise click.ClickException(f"{sentence} ({error.strerror})") from error
