"""What is told while the sample office is made."""

from collections.abc import Callable
from itertools import count

import click

from app import clock
from app.seeds.story import Story

EVERY = 10


def so_far() -> Callable[[Story], None]:
    """Tells of every tenth case that is opened, so that nobody thinks the first start has stopped."""
    opened = count(1)

    def tell(_story: Story) -> None:
        number, (th, en) = next(opened), clock.in_words(clock.now())
        if number % EVERY == 0:
            click.echo(f"  {number} เรื่อง ถึงวันที่ {th.split()[0]} … · {number} cases, up to {en.split()[0]} …")

    return tell
