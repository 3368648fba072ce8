"""``once(macro, ...)``: a macro runs once for the same arguments."""

from __future__ import annotations

from itertools import count

from explainer.renderers.template_environment import template_environment
from explainer.renderers.template_runtime import memory
from explainer.renderers.templates import Templates

COUNTED = """\
{%- macro shout(word) -%}{{ word }}!{{ note() }}{%- endmacro -%}
{{ once(shout, "<a>") }} {{ once(shout, "<a>") }} {{ once(shout, "b") }}
"""


def test_a_macro_runs_once_for_the_same_arguments() -> None:
    environment = template_environment(Templates((), "once"), "en")
    runs = count(1)
    template = environment.from_string(COUNTED)
    text = template.render(note=lambda: next(runs), once=memory())
    assert text.strip() == "&lt;a&gt;!1 &lt;a&gt;!1 b!2"
