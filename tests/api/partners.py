"""A partner of the office and the agreement with it, as they are entered."""

AIAT = {
    "code": "AIAT",
    "name": "สมาคมปัญญาประดิษฐ์ไทย",
    "name_en": "Thai AI association",
    "kind": "association",
    "juristic_id": "0994000165536",
    "domains": ["ai", "data"],
    "contact_name": "ปราณี ปัญญาดี",
    "contact_email": "ai@example.org",
}
MOU = {
    "organisation": "AIAT",
    "areas": ["scouting"],
    "starts": "2026-01-01",
    "ends": "2099-01-01",
    "no_money": True,
    "centre": "SRC",
}
WHY = {"reason": "ตามหนังสือที่ ดศ 0001/2569"}
