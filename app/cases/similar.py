"""Which cases resemble a text: a sketch of each, found again through an index."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Id, Table


class Sketch(Table):
    """The smallest hashes of a case's text, enough to estimate how much two texts share."""

    __tablename__ = "sketch"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class SketchBand(Table):
    """Parts of a sketch as keys: two cases that resemble each other share one."""

    __tablename__ = "sketch_band"

    band: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
