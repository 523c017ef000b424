"""Page furniture: page numbers, running heads, the navigation of web pages."""

from __future__ import annotations

import re

from egovtrack.draft import Line

# What stands alone at the edge of a page: — 3 —, 第3页 共9页, 3/9, 2031年第6期.
_PAGE = re.compile(
    r"[—–\-−·\s]*\d{1,4}[—–\-−·\s]*|第\s*\d+\s*页(?:\s*[,/ ]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+"
    r"|[(\[]?20\d\d年第\d+期[)\]]?|[(\[]总第\s*\d+\s*期[)\]]"
)
# Words around a document on a web page: where it stands there, when it was put there, buttons, who runs the site.
_SITE = re.compile(
    r"上一[页篇条]|下一[页篇条]|返回顶部|返回首页|回到顶部|您现在的位置|当前位置|您的位置|首页\s*>|发布(?:日期|时间):|浏览(?:次数|量)?:?\s*\d|打印(?:本页|整页|内容)|无障碍(?:浏览|阅读)|长者模式|点击量|发布机构:|生成日期:|公开(?:日期|范围|方式):|关闭窗口"
    r"|字号?:?\s*\[?大|分享到|版权所有|ICP备|公网安备|网站地图|扫一扫|主办单位:.*(?:技术支持|版权|ICP)|承办单位:.*(?:技术支持|版权|ICP)|网站标识码|索引号:|信息来源:"
)


def is_furniture(line: Line, shadow: str) -> bool:
    """Return whether a line belongs to the page or the site, not to the document."""
    if line.style == "furniture":
        return True
    if line.style or len(shadow) > 120:
        return False
    return is_page_mark(shadow) or bool(_SITE.search(shadow))


def is_page_mark(shadow: str) -> bool:
    """Return whether a line is a page number or a gazette's issue line."""
    return len(shadow) <= 24 and bool(_PAGE.fullmatch(shadow))


def ends_site(shadow: str) -> bool:
    """Return whether what follows a line is the foot of a web page."""
    words = ("下一页", "返回顶部", "版权所有", "打印本页", "关闭窗口")
    return len(shadow) <= 60 and any(word in shadow for word in words)


def registers_site(shadow: str) -> bool:
    """Return whether a line is what a site must show at its foot: its registration or its code."""
    return any(word in shadow for word in ("网站标识码", "ICP备", "公网安备", "版权所有", "网站地图"))


def runs_site(shadow: str) -> bool:
    """Return whether a line says who runs a site."""
    return len(shadow) <= 60 and bool(re.match(r"\s*(?:主办|承办|协办|运维|维护|技术支持)(?:单位|部门)?\s*:", shadow))
