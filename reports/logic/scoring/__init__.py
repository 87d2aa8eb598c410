"""The reckoning of points: pure, exact, and versioned with the formulas of `pacts.logic.formulas`."""
