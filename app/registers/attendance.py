"""The operation `count_attendance`: who misses meetings without leave loses the seat.

Counted in a row: whoever comes, sends the alternate or has leave begins anew. Ex officio seats are not
counted: their holder changes with the office, not by the committee.
"""

from sqlalchemy import select

from app.extensions import db
from app.registers import service
from app.registers.models import Seat
from app.registers.operations import needed

ABSENT = "absent"
REASON = "ขาดประชุมติดต่อกัน {n} ครั้งโดยไม่ลา · absent from {n} meetings in a row without leave"


def count_attendance(scene, variables: dict) -> dict:
    """Count the roll of a meeting of `committee` and vacate the seats of who missed `absences_max` in a row.

    Reads `attendance`: [{member, status, leave_reason}]. Gives `seats_vacated`: [{person, seat, absences}];
    the register tells of each vacancy (`Msg_SeatVacant`).
    """
    roll = {row["member"]: row for row in needed(variables, "attendance")}
    most = needed(variables, "absences_max")
    kept = (Seat.committee == variables.get("committee"), Seat.status == "active", Seat.ex_officio.is_(False))
    seats = db.session.scalars(select(Seat).where(*kept, Seat.person.in_(sorted(roll))).order_by(Seat.number))
    vacated = []
    for seat in seats:
        person, missed = seat.person, _missed(seat, roll[seat.person])
        service.change_record("seats", seat.code, {"absences": missed or None}, None, case_no=scene.case_no)
        if missed >= most:
            service.act_on("seats", seat.code, "vacate", REASON.format(n=missed), None, case_no=scene.case_no)
            vacated.append({"person": person, "seat": seat.code, "absences": missed})
    return {"seats_vacated": vacated}


def _missed(seat, row) -> int:
    """How many in a row, this meeting included."""
    without_leave = row["status"] == ABSENT and not row.get("leave_reason")
    return (seat.absences or 0) + 1 if without_leave else 0
