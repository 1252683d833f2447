"""Methods of the analysis as pure functions (методики расчёта).

Plain values in, frozen values out: no database, no Dash, no clock, no settings. Shares keep their numerator
and denominator, so that a sum over schools is a sum of counts and never a mean of percentages.
"""
