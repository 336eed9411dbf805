"""The signs inside BPMN's shapes, as SVG paths around 0 0: what an event waits for, who does a task."""

from __future__ import annotations

EVENTS = {
    "message": "M-8 -5.5H8V5.5H-8zM-8 -5.5L0 1L8 -5.5",
    "timer": "M0 -9A9 9 0 1 0 0 9A9 9 0 1 0 0 -9M0 -5.5V0L4 2.5",
    "signal": "M0 -8L8 6H-8z",
    "error": "M-8 7L-3 -6L2 2L7 -7L3 6L-2 -2z",
    "escalation": "M0 -8L6 8L0 2L-6 8z",
    "conditional": "M-6 -8H6V8H-6zM-4 -4H4M-4 0H4M-4 4H4",
    "compensate": "M0 -6V6L-8 0zM8 -6V6L0 0z",
    "cancel": "M-7 -7L7 7M7 -7L-7 7",
    "link": "M-8 -3H2V-7L9 0L2 7V3H-8z",
    "terminate": "M0 -9A9 9 0 1 0 0 9A9 9 0 1 0 0 -9z",
    "many": "M0 -8L8 -2L5 7H-5L-8 -2z",
}
TASKS = {
    "userTask": "M-4 -4A4 4 0 1 1 4 -4A4 4 0 1 1 -4 -4M-8 9V6A5 5 0 0 1 -3 2H3A5 5 0 0 1 8 6V9z",
    "manualTask": "M-8 -2H6A2 2 0 0 1 6 2H0H7V5H-4A6 6 0 0 1 -8 1z",
    "serviceTask": "M0 -8V-5M0 8V5M-8 0H-5M8 0H5M-5.6 -5.6L-3.5 -3.5M5.6 5.6L3.5 3.5M-5.6 5.6L-3.5 3.5"
    "M5.6 -5.6L3.5 -3.5M0 -5A5 5 0 1 0 0 5A5 5 0 1 0 0 -5",
    "scriptTask": "M-6 -8H7Q3 -4 6 0T4 8H-8Q-4 4 -7 0T-6 -8M-4 -4H3M-4 0H4M-5 4H3",
    "businessRuleTask": "M-8 -6H8V7H-8zM-8 -2H8M-3 -2V7M-8 2.5H8",
    "receiveTask": "M-8 -5.5H8V5.5H-8zM-8 -5.5L0 1L8 -5.5",
    "sendTask": "M-8 -5.5H8V5.5H-8zM-8 -5.5L0 1L8 -5.5",
}
GATEWAYS = {
    "exclusiveGateway": "M-7 -7L7 7M7 -7L-7 7",
    "parallelGateway": "M-10 0H10M0 -10V10",
    "inclusiveGateway": "M0 -9A9 9 0 1 0 0 9A9 9 0 1 0 0 -9",
    "eventBasedGateway": "M0 -11A11 11 0 1 0 0 11A11 11 0 1 0 0 -11M0 -6L6 -2L4 5H-4L-6 -2z",
    "complexGateway": "M-9 0H9M0 -9V9M-6 -6L6 6M6 -6L-6 6",
}
MULTI = {False: "M-5 -5V5M0 -5V5M5 -5V5", True: "M-5 -4H5M-5 0H5M-5 4H5"}
