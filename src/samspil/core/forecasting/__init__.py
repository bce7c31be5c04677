"""What is likely: reference classes, blends with one's own history, and how good the forecasts were.

Ratios are actual over planned: 1.0 is as planned, 1.5 half as much again.
"""
