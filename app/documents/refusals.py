"""Why a document cannot be made."""

from app.refusals import Invalid


class PrintRefused(Invalid):
    """A template which cannot be printed with its data: the file, the line, and what Typst says."""

    code = "document_refused"
    final = True

    def __init__(self, template: str, line: int, th: str, en: str):
        self.template, self.line = template, line
        where_th, where_en = (f" บรรทัด {line}", f", line {line}") if line else ("", "")
        super().__init__(
            f"จัดทำเอกสารจากแม่แบบ {template}{where_th} ไม่ได้: {th}",
            f"The document cannot be made from {template}{where_en}: {en}.",
            template=template,
            line=line,
        )
