"""Patterns of newspaper lines that need no word list.

They match keys: half-width marks, simplified characters.
"""

from __future__ import annotations

import re

# A line that only says who gave a picture: 图片由某局提供, 资料图片.
CREDIT_HEAD = re.compile(
    r"^[(]?(?:图片来源|图片|照片|图源|供图|摄影|摄|图|制图|绘图)\s*(?:由|来自|[:/]|\s)\s*[^。,，]{2,24}[)]?$"
    r"|^[(]?(?:资料图片?|资料照片|受访者供图|视觉中国|均?为?资料图|新华社发|本报资料)[)]?$"
)

# The verb at the end of a picture credit.
CREDIT_TAIL = re.compile(r"\s*(?:/\s*)?(?:摄影报道|摄影|拍摄|供图|制图|绘图|提供|摄|绘|图)\s*[)]?$")

# The first words of a caption: 图为, 上图, ▲.
CAPTION_HEAD = re.compile(
    r"^(?:[▲△▼▽◀▶←→↑↓]|图[①-⑳一二三四五六七八九十\d]*[:为]|(?:上|下|左|右|中|题|大|小|本|组|首)图(?:[为:①-⑳,(\s]|$)|图为|图片说明|照片为)"
)

# A credit for all pictures of a page.
PAGE_CREDIT = re.compile(
    r"^[(]?(?:本版|本报|今日本版|本专版|以上|除署名外).{0,12}(?:图片|照片|摄影|供图|文字|稿件|图文|供稿).{0,40}$"
)

# A line to or from another page: 【下转第7版】, (上接第1版).
JUMP = re.compile(
    r"(?:[▶►→>》]+\s*)?[【\[(<〈(]?\s*(?:[▶►→>》]+\s*)?(下转|上接|紧接|紧转|转|接|详见|见|全文见)\s*(?:今日|本报)?\s*第?\s*"
    r"([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})(?:\s*[、,-]\s*\d{1,3})*\s*版[^】\])>〉]{0,24}[】\])>〉▶►→]+"
    r"|(?:[▶►→>》]+\s*)?(下转|上接|紧接|紧转)\s*第?\s*([A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版[▶►→>]*"
)

# What sends the reader elsewhere: a code to scan, an app.
POINTER = re.compile(
    r"^.{0,8}(?:扫码|扫一扫|扫描|二维码|长按识别|点击阅读|更多(?:内容|新闻|精彩|详情)|(?:关注|下载).{0,12}(?:公众号|客户端|APP)|微信公众号|详见.{1,12}版|全文见.{0,10}版).{0,24}$"
)

# A line of an index: a headline and the page it stands on.
INDEX_LINE = re.compile(r"^.{4,36}?[\s…·.>→▶(]*(?:详见|见)?\s*第?[A-Z]?\d{1,2}版[)]?$")

# Links and notices that web editions print round an article.
NAVIGATION = re.compile(
    r"首页|上一[版篇期]|下一[版篇期]|版面目录|版面导航|标题导航|返回目录|返回首页|往期回顾|放大|缩小|默认|字号"
    r"|打印|分享到|微信|微博|朋友圈|QQ空间|版权所有|未经授权|不得转载|ICP备|关于我们|联系我们|数字报|来源:|日期:|朗读|收藏"
)

# What only a masthead or folio says: numbers, telephones, weather.
FOLIO_WORD = re.compile(
    r"机关报|统一连续出版物|统一刊号|邮发代号|国内刊号|CN\s*\d\d-\d{4}|ISSN|农历|第\s*\d+\s*期|总第\s*\d"
    r"|今[日天].{0,3}\d+.{0,2}版|(?:新闻|广告|发行|读者|爆料|报料)热线|热线电话|网址|www\.|https?:|电话:"
    r"|投稿邮箱|许可证号|^第\s*\d+\s*页|^-\s*\d+\s*-$|今日天气|@[A-Za-z0-9]+\.[a-z]|\d\s*(?:℃|°C)|[东南西北]风\s*\d|地址:|邮编|星期[一二三四五六日天]|零售价|定价:|^.{2,16}(?:主办|主管|出版)$"
)


def _folio() -> re.Pattern[str]:
    """A date, or a page number, in a folio."""
    small = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    year = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})"
    return re.compile(
        rf"(?P<day>{year}\s*年\s*{small}\s*月\s*{small}\s*日)"
        r"|(?P<iso>\d{4}[-./]\d{1,2}[-./]\d{1,2})"
        r"|(?P<page>第?\s*(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|^[A-Z]?\d{1,3}\s*版?)"
    )


FOLIO = _folio()
