"""The parts of a web page that are not the article: navigation, headers, footers, tools, blocks of links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

DROPPED = frozenset(
    {"head", "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "rt", "rp", "del"}
)
"""Elements whose content nobody sees as text, or that was struck out."""
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "xml",
})  # fmt: skip
"""Elements that begin a line and end one (HTML Living Standard, 15.3)."""

_TAGS = frozenset({"nav", "footer", "button", "select", "textarea", "menu"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_NAMES = re.compile(
    r"(?:^|[-_\s])(?:(?:top|bottom|main|sub|side|page|site|web|left|right)?[-_]?(?:nav|navbar|navigation|menu|header|footer|"
    r"foot|sidebar)|breadcrumbs?|crumbs?|position|location|pagination|pager|share|toolbar|tools|copyright|search|login|"
    r"banner|friendlinks?|qrcode|dqwz|weizhi)(?:$|[-_\s\d])",
    re.I,
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-element\s*:\s*(?:comment|footnote|endnote)-list", re.I
)
"""What is not shown, and the notes and remarks that Word puts at the end of a page."""
_TOOL = r"(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|收藏|分享到?|字体|字号|[大中小])"
_TOOL_LINE = re.compile(
    rf"[\s\[【(（|:：]*{_TOOL}(?:[\s\[\]【】()（）|:：]+{_TOOL})*[\s\]】)）|:：]*"
    r"|您?(?:现在|当前)?的?(?:所在)?位置\s*[:：].*|首页\s*[>»›].*|[上下]一[篇条]\s*[:：].*|版权所有.*|.{0,4}ICP备.*"
)

LONG_TEXT = 100
"""Characters in one go that no menu has. What a class name calls a header may hold the article all the same."""
LONG_LINK = 30


@dataclass(slots=True)
class Weight:
    """How much an element holds: characters, those in links, links, its longest text outside of links, tables."""

    text: int = 0
    linked: int = 0
    links: int = 0
    longest: int = 0
    tables: int = 0

    def add(self, other: Weight) -> None:
        """Add what a child holds."""
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.longest = max(self.longest, other.longest)
        self.tables += other.tables


def weigh(root: etree._Element) -> dict[etree._Element, Weight]:
    """Return the weights of all blocks under an element."""
    weights: dict[etree._Element, Weight] = {}
    stack, in_link = [Weight()], 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            stack.append(Weight())
            in_link += element.tag == "a"
            if element.tag in DROPPED:
                walk.skip_subtree()
            else:
                _count(stack[-1], element.text, in_link)
            continue
        here = stack.pop()
        if element.tag in BLOCKS:
            weights[element] = here
        stack[-1].add(here)
        stack[-1].tables += element.tag == "table"
        stack[-1].links += element.tag == "a"
        in_link -= element.tag == "a"
        _count(stack[-1], element.tail, in_link)
    return weights


def _count(weight: Weight, text: str | None, in_link: int) -> None:
    length = len("".join(text.split())) if text else 0
    weight.text += length
    if in_link:
        weight.linked += length
    else:
        weight.longest = max(weight.longest, length)


def is_link_heavy(weight: Weight) -> bool:
    """Return whether there are several short links and little else: a menu, a breadcrumb trail, related pages."""
    return (
        weight.links >= 3
        and weight.linked >= 0.7 * weight.text
        and weight.linked <= LONG_LINK * weight.links
        and weight.longest <= LONG_TEXT // 3
    )


def is_furniture(element: etree._Element, weight: Weight | None, page: Weight, *, in_article: bool) -> bool:
    """Return whether an element with its content is no part of the article.

    A class or id may mislead ("header-wrap" around everything), so it does not count for an element that holds a long
    text or half of the page's words. A `header` within an article holds its title.
    """
    if element.tag in {"html", "body", "article", "main"}:
        return False
    if element.tag in _TAGS or element.get("role", "").lower() in _ROLES:
        return not (element.tag == "footer" and in_article)
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return True
    if weight is None or element.tag == "xml":
        # Word leaves settings in an `xml`; one that is never closed holds the article.
        return weight is not None and weight.longest <= LONG_TEXT
    names = f"{element.get('class', '')} {element.get('id', '')}"
    is_called_so = element.tag in {"aside", "header"} or _NAMES.search(names)
    if is_called_so and not in_article and weight.longest <= LONG_TEXT:
        return weight.text - weight.linked <= (page.text - page.linked) / 2
    return is_link_heavy(weight)


def is_tool_line(text: str) -> bool:
    """Return whether a line is what sites put around articles: where you are, print, close, next article."""
    return len(text) <= LONG_TEXT and _TOOL_LINE.fullmatch(text) is not None
