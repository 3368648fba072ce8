"""Titles: what changes how letters look is kept, all else is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.model.sources.titles import plain_title, read_title, title_markup


@pytest.mark.parametrize(
    ("written", "kept", "plain"),
    [
        ("10<sup>6</sup> ships", "10<sup>6</sup> ships", "10⁶ ships"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O", "H₂O"),
        ("19<sup>th</sup> tide", "19<sup>th</sup> tide", "19ᵗʰ tide"),
        ("x<sup>α</sup>", "x<sup>α</sup>", "x^α"),
        ("2<sup>n, α</sup>", "2<sup>n, α</sup>", "2^(n, α)"),
        ("CO<sub>2,aq</sub>", "CO<sub>2,aq</sub>", "CO₂,aq"),
        ("<sc>nato</sc>", '<span style="font-variant:small-caps;">nato</span>', "nato"),
        ("<em>E. coli</em>", "<i>E. coli</i>", "E. coli"),
        ("<i>a <sup>2</sup></i>", "<i>a <sup>2</sup></i>", "a ²"),
        ("<i>open", "<i>open", "<i>open"),
        ("shut</i>", "shut</i>", "shut</i>"),
        ("<i>a <b>b</i>", "<i>a <b>b</i>", "a <b>b"),
        ("<jats:italic>E. coli</jats:italic> <mml:math><mml:mi>x</mml:mi></mml:math>",
         "<i>E. coli</i> x", "E. coli x"),
        ("The <p> and <<mml:a>mml:b>", "The <p> and <<mml:a>mml:b>", "The <p> and <<mml:a>mml:b>"),
        ("R&amp;D", "R&D", "R&D"),
        ("R&amp;amp;D", "R&D", "R&D"),
        ("AT&T; Q&A &copy", "AT&T; Q&A &copy", "AT&T; Q&A &copy"),
        ("caf&eacute; &#8211; &#x1F30A;", "café – 🌊", "café – 🌊"),
        ("a&#0;b &#8238;c", "a\N{REPLACEMENT CHARACTER}b &#8238;c",
         "a\N{REPLACEMENT CHARACTER}b &#8238;c"),
        ("5 * 4 < 21", "5 * 4 < 21", "5 * 4 < 21"),
    ],
)  # fmt: skip
def test_tags_and_entities(written: str, kept: str, plain: str) -> None:
    assert read_title(written, markdown=False) == kept
    assert plain_title(kept) == plain


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("*Escherichia coli*", "<i>Escherichia coli</i>"),
        ("On *Prouerbia* and *Ecclesiastes*", "On <i>Prouerbia</i> and <i>Ecclesiastes</i>"),
        ("**Huaynaputina**, Peru", "<b>Huaynaputina</b>, Peru"),
        (
            "H~2~O, (g~1~), CO~3~^2-^",
            "H<sub>2</sub>O, (g<sub>1</sub>), CO<sub>3</sub><sup>2-</sup>",
        ),
        ("10^6^ ships, ^14^C", "10<sup>6</sup> ships, <sup>14</sup>C"),
        ("[nato]{.smallcaps}", '<span style="font-variant:small-caps;">nato</span>'),
        ("[Example]{.nocase}", '<span class="nocase">Example</span>'),
        (r"\[Letter\] 5\*4", "[Letter] 5*4"),
    ],
)
def test_markdown_of_better_csl_yaml(written: str, kept: str) -> None:
    assert read_title(written, markdown=True) == kept
    assert read_title(written, markdown=False) == written


@pytest.mark.parametrize(
    "title",
    [
        "A * lone", "2*3*4", "Q* and A*", "M*A*S*H", "* a *", "*nix and *BSD", "a ~ b", "~5 to ~6",
        "^_^", "[CSTO statement]", "C:\\temp", "a_b_c", "5 < 6 > 4", "x ^ y ^ z", "so-called **",
        "Rock 'n' roll*", "What? *", "<3", "~100 ships, ~200 men",
    ],
)  # fmt: skip
def test_a_mere_sign_stays(title: str) -> None:
    assert read_title(title, markdown=True) == title
    assert plain_title(title) == title


@given(st.text('<>/ibsupcan "=:;&amltg#*^~x', max_size=60), st.booleans())
def test_a_title_that_was_read_is_read_as_it_is(text: str, markdown: bool) -> None:
    kept = read_title(text, markdown=markdown)
    assert read_title(kept, markdown=False) == kept
    bare = title_markup(kept)
    for tag in ("i", "b", "sub", "sup"):
        assert bare.count(f"<{tag}>") == bare.count(f"</{tag}>")
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in bare.replace('<span class="small-caps">', "").replace("</span>", "")


@pytest.mark.parametrize("sign", ["<i>", "</i>", "&amp;", "**a ", "*a ", "~a", "^a", "[a", "\\["])
def test_a_long_title_takes_no_long_time(sign: str) -> None:
    assert len(read_title(sign * 20_000, markdown=True)) >= 20_000
