"""What `check` warns of: one rule a module, listed in ``explainer.checks.rules``."""
