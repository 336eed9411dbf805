"""Registers: what the office knows beside its cases. Centres, holidays, partners, agreements, committees."""
