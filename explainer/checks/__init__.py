"""The warnings of ``check``. The rules stand in ``explainer.checks.rules``."""
