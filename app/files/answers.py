"""Files as answers name them: where they stand, and what is said of one that is not the sender's."""

from collections.abc import Iterator

from workflows.forms import FieldError

WIDGET = "file"


def named_files(fields, answers) -> Iterator[tuple[str, dict]]:
    """(JSON pointer, what the answer says) of every file in answers that fit the form."""
    for field in fields:
        if field.widget == WIDGET:
            for number, one in enumerate(answers.get(field.name) or ()):
                yield f"/{field.name}/{number}", one


def refused_file(place: str, one: dict, or_else=("", "")) -> FieldError:
    """What is said of a file that is not the sender's; `or_else` is where it might have been, too."""
    name = one["name"][:80]
    return FieldError(
        place,
        "file",
        f"ไม่พบไฟล์ “{name}” ในไฟล์ที่ท่านอัปโหลด{or_else[0]} โปรดแนบใหม่",
        f"“{name}” is not among the files you uploaded{or_else[1]}. Attach it again.",
    )
