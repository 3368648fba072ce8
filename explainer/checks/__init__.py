"""What `check` warns of: one rule a module, in ``explainer.checks.rules``."""
