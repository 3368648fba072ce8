"""Links for reporting an error on a page or in an answer."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from explainer.languages.catalogues import unmarked
from explainer.resolve.linking.library import Library
from explainer.resolve.published.parts import Link


def report_link(library: Library, page: Link, question: Link | None = None) -> Link | None:
    """A link to the site's contact, or None if the site has no contact that can be linked.

    For an e-mail address it has a subject and the beginning of a message.
    """
    settings, gettext = library.site.settings, library.catalogue.gettext
    contact = settings.contact_address
    if not contact:
        return None
    if contact.startswith("mailto:"):
        place = question or page
        lines = [gettext("Page: %(title)s") % {"title": page.text}]
        if question:
            lines.append(gettext("Question: %(question)s") % {"question": question.text})
        if settings.url:
            lines.append(f"{settings.url}{place.address}")
        lines += ["", gettext("What is wrong, and what shows it:"), ""]
        subject = gettext("Error in “%(title)s”") % {"title": page.text}
        mail = {"subject": unmarked(subject), "body": unmarked("\r\n".join(lines))}
        contact += f"?{urlencode(mail, quote_via=quote, safe='')}"
    return Link(gettext("Report an error"), contact, external=True)
