"""The warnings of ``check``: one rule per module, in ``explainer.checks.rules``."""
