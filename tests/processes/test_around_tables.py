"""Decision tables D11–D14, row by row and at their edges, through the real tables."""

import pytest

from tests.processes.test_tables import decide

GOVERNMENT, INNOVATOR, EXPERT = "government", "innovator", "expert"


@pytest.mark.parametrize(
    ("slip", "spend", "kpi", "health"),
    [
        (14, 10, 85, "green"),
        (15, 0, 100, "amber"),
        (0, -11, 100, "amber"),
        (0, 0, 84, "amber"),
        (60, 20, 60, "amber"),
        (61, 0, 100, "red"),
        (0, -21, 100, "red"),
        (0, 0, 59, "red"),
        (15, 21, 100, "red"),
    ],
)
def test_d11_health_is_the_worst_of_slip_spending_and_kpis(slip, spend, kpi, health):
    assert decide("project_health", slip_days=slip, spend_var_pct=spend, kpi_pct=kpi) == {"health": health}


@pytest.mark.parametrize(
    ("scope", "kpi", "budget", "days", "kind"),
    [
        (False, False, "100000.00", 60, "minor"),
        (False, False, "-100000.00", -60, "minor"),
        (False, False, "100000.01", 0, "major"),
        (False, False, "-100000.01", 0, "major"),
        (False, False, "0.00", 61, "major"),
        (True, False, "0.00", 0, "major"),
        (False, True, "0.00", 0, "major"),
    ],
)
def test_d11c_a_change_is_major_beyond_ten_per_cent_sixty_days_scope_or_kpi(scope, kpi, budget, days, kind):
    change = {"scope_change": scope, "kpi_change": kpi, "budget_change": budget, "schedule_days": days}

    assert decide("change_class", change=change, project_budget="1000000.00") == {"change_class": kind}


@pytest.mark.parametrize(
    ("enough", "met", "mean", "closure"),
    [
        (False, 100, "5.00", "extend_evaluation"),
        (True, 80, "3.50", "close_success"),
        (True, 80, "3.49", "close_partial"),
        (True, 79, "5.00", "close_partial"),
        (True, 50, "0.00", "close_partial"),
        (True, 49, "5.00", "terminate_or_extend"),
    ],
)
def test_d12_closure_by_enough_answers_kpis_met_and_the_mean(enough, met, mean, closure):
    found = decide("closure", n_ok=enough, kpi_met_pct=met, stakeholder_mean=mean)

    assert found == {"closure": closure}


@pytest.mark.parametrize(
    ("no_money", "months", "transfer", "approver"),
    [
        (True, 36, False, "director"),
        (True, 36, True, "director_and_board"),
        (True, 37, False, "director_and_board"),
        (True, 37, True, "director_and_board"),
        (False, 1, False, "director_and_board"),
    ],
)
def test_d13_only_a_light_mou_is_the_directors_alone(no_money, months, transfer, approver):
    assert decide("mou_approver", no_money=no_money, months=months, ip_transfer=transfer) == {
        "approver": approver
    }


def seats(sectors, titles=("chair", "secretary"), voting=None):
    """Seats of these sectors; titles for the first of them, all voting unless fewer are named."""
    titled = [*titles, *["member"] * (len(sectors) - len(titles))]
    votes = len(sectors) if voting is None else voting
    return [
        {"sector": sector, "title": title, "voting": place < votes}
        for place, (sector, title) in enumerate(zip(sectors, titled, strict=True))
    ]


BALANCED = [GOVERNMENT, GOVERNMENT, INNOVATOR, INNOVATOR, EXPERT]


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (seats(BALANCED), "ok"),
        (seats(BALANCED, voting=4), "warn"),
        (seats([GOVERNMENT, INNOVATOR, INNOVATOR]), "ok"),
        (seats([GOVERNMENT, INNOVATOR, INNOVATOR, EXPERT]), "not_ok"),
        (seats([GOVERNMENT, GOVERNMENT, INNOVATOR, EXPERT]), "not_ok"),
        (seats(BALANCED, titles=("secretary",)), "not_ok"),
        (seats(BALANCED, titles=("chair", "chair", "secretary")), "not_ok"),
        (seats(BALANCED, titles=("chair",)), "not_ok"),
    ],
)
def test_d14_a_third_each_one_chair_one_secretary_and_rather_an_odd_number_of_votes(given, result):
    found = decide("composition", seats=given)

    assert found["composition"] == result
    assert found["composition_note"]
