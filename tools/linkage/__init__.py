"""Yardstick of identity resolution: rosters with known truth, measures, baselines, training of the weights."""
