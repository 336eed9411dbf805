"""Answers the tests give: a problem as a municipality would submit it."""

PROBLEM = {
    "submitter_type": "local_gov",
    "submitter_name": "เทศบาลนครแหลมฉบัง",
    "org_code": "LAEMCHABANG",
    "director_endorsed": "นายกเทศมนตรีนครแหลมฉบัง",
    "contact_email": "office@example.go.th",
    "title_th": "น้ำท่วมขังถนนหน้าตลาดเช้าบ่อยครั้ง",
    "title_en": "The street before the morning market floods often",
    "problem_statement": "ฝนตกหนักไม่ถึงครึ่งชั่วโมงน้ำก็ท่วมถนน แม่ค้าเก็บของไม่ทัน เด็กนักเรียนต้องลุยน้ำ",
    "service_affected": "การเตือนภัยน้ำท่วม",
    "desired_outcome": "รู้ล่วงหน้าอย่างน้อยสามสิบนาที",
    "service_level": "local",
    "province": "ชลบุรี",
    "affected_groups": ["general_public"],
    "affected_per_year": 14600,
    "willing_pilot": True,
    "urgency_claim": 3,
    "personal_data": False,
    "public_display": "full",
    "pdpa_ack": True,
}
