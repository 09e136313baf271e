"""What a figure counts, of whom, when, how it moved, and whether it is a plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.builders import make_article, make_block

from nbreader.annotate import annotate_article, find_figures
from nbreader.annotate.organisations import find_organisations
from nbreader.model import Article, Byline, Figure, Mention, Role

GOLD = Path(__file__).resolve().parents[1] / "gold" / "figures"
ISSUE = date(2026, 3, 25)


def rows() -> list[list[str]]:
    """The cases of the table, one paragraph a line."""
    lines = (GOLD / "attributes.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def told(*paragraphs: str, headline: str = "", day: date | None = ISSUE) -> tuple[Figure, ...]:
    """The figures of an article with these paragraphs."""
    return annotate_article(make_article(headline, paragraphs), issue_date=day).figures


def named(paragraph: str) -> tuple[Figure, ...]:
    """The figures of a paragraph whose organisations are found."""
    article = make_article("", (paragraph,))
    _, mentions = find_organisations((article,))
    return find_figures(article, mentions[article.id], issue_date=ISSUE)


@pytest.mark.parametrize(("paragraph", "figures"), rows())
def test_attributes_of_the_table_are_read(paragraph: str, figures: str) -> None:
    found = "; ".join(
        f"{each.printed}: {each.metric} / {each.subject} / {each.period} / "
        f"{each.direction} {each.status}"
        for each in told(paragraph)
    )

    assert figures == found


# Metrics


def test_row_of_counts_shares_its_predicate() -> None:
    figures = told("等39家企业、39款产品已完成碳足迹认证。")

    assert [each.metric for each in figures] == ["完成碳足迹认证企业", "完成碳足迹认证产品"]


def test_sizes_in_a_list_share_the_noun_at_its_end() -> None:
    figures = told("形成1个两千亿级、3个五百亿级先进产业集群。")

    assert [each.metric for each in figures] == ["两千亿级先进产业集群", "五百亿级先进产业集群"]


def test_explanation_behind_the_figure_is_its_metric() -> None:
    (figure,) = told("119家，这是宁波国家级制造业单项冠军企业数量。")

    assert (figure.metric, figure.subject) == ("国家级制造业单项冠军企业数量", "宁波")


def test_share_takes_its_noun_from_the_clause_before() -> None:
    (figure,) = told("某院入选国家产业技术公共服务平台，占全省总数的33%。")

    assert figure.metric == "国家产业技术公共服务平台占全省总数比重"


def test_verb_with_little_to_say_takes_the_list_it_stands_in() -> None:
    (figure,) = told("在浙江省典型案例中，宁波独占21席。")

    assert figure.metric == "浙江省典型案例"


def test_verb_of_choice_takes_the_noun_before() -> None:
    figures = told("研究所推出100余项免费专利，从清单中勾选出20项。")

    assert figures[1].metric == "免费专利 勾选出"


def test_list_with_commas_is_shared_out() -> None:
    figures = told("住宿和餐饮业，金融业，批发和零售业增加值分别增长11.6%、9.6%和5.1%。")

    assert [each.metric for each in figures] == [
        "住宿和餐饮业增加值 增长",
        "金融业增加值 增长",
        "批发和零售业增加值 增长",
    ]


def test_list_with_and_others_shares_what_follows() -> None:
    figures = told("高端装备、人工智能等规上制造业增加值分别增长7.9%和6.1%。")

    assert [each.metric for each in figures] == [
        "高端装备规上制造业增加值 增长",
        "人工智能规上制造业增加值 增长",
    ]


def test_list_without_a_metric_takes_that_of_the_sentence_before() -> None:
    figures = told("全市税收890亿元。其中宁海和江北分别达到57亿元和48亿元。")

    assert [(each.subject, each.metric) for each in figures[1:]] == [
        ("宁海", "税收"),
        ("江北", "税收"),
    ]


def test_listed_names_own_the_figures_of_a_later_clause() -> None:
    figures = named(
        "江苏银行、无锡农商银行分别发布年报：去年净利润分别为320亿元、23亿元，不良贷款率分别为0.84%、0.78%。"
    )

    assert [(each.subject, each.metric) for each in figures] == [
        ("江苏银行", "净利润"),
        ("无锡农商银行", "净利润"),
        ("江苏银行", "不良贷款率"),
        ("无锡农商银行", "不良贷款率"),
    ]


def test_list_of_names_is_cut_only_between_names() -> None:
    figures = named("宁波大学与中石化、镇海炼化共建实验室，投入分别为1亿元、2亿元、3亿元。")

    assert [(each.subject, each.metric) for each in figures] == [
        ("宁波大学", "投入"),
        ("中石化", "投入"),
        ("镇海炼化", "投入"),
    ]


def test_known_name_vouches_for_its_neighbour_in_the_list() -> None:
    figures = named("吉利、奇瑞销量分别为20万辆、18万辆。")

    assert [(each.subject, each.metric) for each in figures] == [("吉利", "销量"), ("奇瑞", "销量")]


def test_code_in_brackets_belongs_to_no_metric() -> None:
    (figure,) = named("三一重工（600031）营收为800亿元。")

    assert (figure.subject, figure.metric) == ("三一重工", "营收")


def test_list_that_does_not_fit_is_left_alone() -> None:
    figures = told("产值、税收分别增长5%、6%和7%。")

    assert [each.metric for each in figures] == ["产值、税收 增长"] * 3


def test_places_in_a_row_share_the_metric() -> None:
    figures = told("面雨量较大的有温州60毫米、丽水32毫米。", "全省面雨量20毫米，温州60毫米。")

    assert [(each.subject, each.metric) for each in figures[2:]] == [
        ("全省", "面雨量"),
        ("温州", "面雨量"),
    ]


def test_degrees_without_a_word_are_a_temperature() -> None:
    (figure,) = told("38℃。")

    assert figure.metric == "温度"


def test_class_of_the_statistics_belongs_to_the_metric() -> None:
    (figure,) = told("全市规模以上工业企业实现利润94.3亿元。")

    assert (figure.subject, figure.metric) == ("全市", "规模以上工业企业利润")


def test_industry_of_a_place_is_a_subject() -> None:
    (figure,) = told("慈溪新材料产业产值达40.5亿元。")

    assert (figure.subject, figure.metric) == ("慈溪新材料产业", "产值")


def test_verb_with_an_aspect_still_leads_its_noun() -> None:
    (figure,) = told("慈溪建成了星级绿色工厂385家。")

    assert (figure.subject, figure.metric) == ("慈溪", "星级绿色工厂")


def test_list_named_in_the_clause_before_is_the_metric() -> None:
    (figure,) = told("在全国试点名单中，21席。")

    assert figure.metric == "试点名单"


def test_growth_in_numbers_takes_the_noun_alone() -> None:
    figures = told("拥有企业100家，增加20家。")

    assert [each.metric for each in figures] == ["企业", "企业"]


def test_noun_longer_than_a_line_is_cut() -> None:
    (figure,) = told(
        "高端装备智能家电绿色石化汽车制造磁性材料工业互联网产业集群企业协会会员单位数量8家。"
    )

    assert len(figure.metric) <= 24


# Subjects


def test_company_means_the_one_that_was_named() -> None:
    figures = told("宁波招宝磁业股份有限公司是示范企业。该公司营收3亿元，企业利润2000万元。")

    assert [each.subject for each in figures] == ["宁波招宝磁业股份有限公司"] * 2


def test_whole_city_is_the_city_of_the_article() -> None:
    figures = told("宁波召开大会。", "全市产值100亿元。")

    assert [each.subject for each in figures] == ["宁波"]


def test_whole_city_stays_where_no_city_is_named() -> None:
    (figure,) = told("全市产值100亿元。")

    assert figure.subject == "全市"


def test_subject_holds_for_the_paragraphs_behind() -> None:
    figures = told("甬江实验室是科研单位。", "14个月完成中试验证。")

    assert [each.subject for each in figures] == ["甬江实验室"]


def test_share_of_the_world_belongs_to_whom_it_comes_from() -> None:
    (figure,) = told("全球40%的切割丝，源自宁波博德高科股份有限公司。")

    assert figure.subject == "宁波博德高科股份有限公司"


def test_figure_in_front_of_a_noun_describes_it() -> None:
    (figure,) = told("组建规模1.5亿元的宁波汝鑫招宝基金。")

    assert (figure.subject, figure.metric) == ("宁波汝鑫招宝基金", "规模")


def test_age_belongs_to_the_person_behind_it() -> None:
    (figure,) = told("27岁的徐磊正在操作机床。")

    assert (figure.subject, figure.metric) == ("徐磊", "年龄")


def test_he_is_the_person_named_last() -> None:
    figures = told("徐磊是技术骨干。六年前，他当学徒，月薪3000元。")

    assert [each.subject for each in figures] == ["徐磊"]


def test_acting_body_may_be_named_behind_the_number() -> None:
    (figure,) = told("面对557家企业的需求，大碶横河社区整合各种资源。")

    assert figure.subject == "大碶横河社区"


def test_paragraph_may_begin_with_the_figure() -> None:
    (figure,) = told("等待时间缩短90%。最近，宁波祈禧智能科技股份有限公司的系统上榜。")

    assert figure.subject == "宁波祈禧智能科技股份有限公司"


def test_nobody_acts_where_nobody_is_named() -> None:
    (figure,) = told("面对557家企业，形势严峻。")

    assert figure.subject == ""


def test_its_house_takes_the_name_of_the_owner() -> None:
    (figure,) = told("宁波招宝磁业股份有限公司落子于此，其数字安全基地为400多家企业服务。")

    assert figure.subject == "宁波招宝磁业股份有限公司数字安全基地"


def test_kind_that_is_pointed_at_was_named_before() -> None:
    figures = told("慈溪组建科技服务联盟。目前，该联盟孵化企业超过3000家。")

    assert [each.subject for each in figures] == ["科技服务联盟"]


def test_scene_is_the_subject_where_nobody_acts() -> None:
    (figure,) = told("在宁波石化区，900多公里的管线穿行。")

    assert figure.subject == "宁波石化区"


def test_names_of_a_list_are_no_subject() -> None:
    figures = told("慈溪加强管理，卓力、凯波等39家企业通过认证。")

    assert [each.subject for each in figures] == ["慈溪"]


def test_money_given_to_a_company_is_told_of_it() -> None:
    text = "基金对宁波招宝磁业股份有限公司累计注资8000万元。"
    name = "宁波招宝磁业股份有限公司"
    mention = Mention(start=3, end=3 + len(name), printed=name, organisation=name)
    (figure,) = find_figures(make_article("", (text,)), (mention,))

    assert figure.subject == name


def test_country_in_a_longer_name_is_no_subject() -> None:
    figures = told("中国首颗芯片发布，重量不足100克。")

    assert [each.subject for each in figures] == [""]


def test_whole_country_with_a_count_is_the_subject() -> None:
    (figure,) = told("全国共16个城市入围。")

    assert figure.subject == "全国"


def speech(title: str, *paragraphs: str) -> tuple[Figure, ...]:
    """The figures of a speech by somebody with this title."""
    made = make_article("加快建设", paragraphs)
    byline = make_block(f"{title}张三——", Role.BYLINE)
    article = Article(
        id="a1",
        head=made.head,
        blocks=(byline, *made.blocks),
        byline=(Byline(role="发言人", name="张三", title=title),),
    )
    return annotate_article(article, issue_date=ISSUE).figures


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("市政协副主席、镇海区委书记", "镇海区"),
        ("宁波前湾新区管委会主任、党工委副书记", "宁波前湾新区"),
        ("太平鸟集团有限公司董事长", "太平鸟集团有限公司"),
        ("专家", ""),
    ],
)
def test_we_of_a_speech_are_the_speaker_s_house(title: str, subject: str) -> None:
    (figure,) = speech(title, "我们将新增产值100亿元。")

    assert figure.subject == subject


def test_city_bureau_speaks_for_the_city() -> None:
    (figure,) = speech("市经信局局长", "宁波正在前行。", "我们力争产值达到100亿元。")

    assert figure.subject == "宁波"


# Periods


@pytest.mark.parametrize(
    ("text", "period", "year"),
    [
        ("今年1—4月，产值100亿元。", "今年1—4月", "2026"),
        ("去年，产值100亿元。", "去年", "2025"),
        ("截至去年底，企业100家。", "截至去年底", "2025"),
        ("2025年至今，协调诉求97件。", "2025年至今", "2025..2026"),
        ("2021—2025年，新增企业100家。", "2021—2025年", "2021..2025"),
        ("“十四五”期间，投资100亿元。", "“十四五”期间", "2021..2025"),
        ("“十五五”末，产值达到100亿元。", "“十五五”末", "2026..2030"),
        ("近三年，投资100亿元。", "近三年", "2024..2026"),
        ("未来五年，将投资100亿元。", "未来五年", "2027..2031"),
        ("六年前，月薪3000元。", "六年前", "2020"),
        ("目前，企业100家。", "目前", "2026"),
        ("每年增收100万元。", "每年", ""),
        ("年产8000吨稀土永磁。", "每年", ""),
        ("一期投用至今，建成10多个中心。", "一期投用至今", ""),
        ("产值比去年增加100亿元。", "", ""),
        ("上年同期产值100亿元。", "", ""),
        ("是2020年的3倍。", "", ""),
        ("87件产品入选2025年度名单。", "2025年度", "2025"),
        ("今年开局良好，前两个月产值100亿元。", "今年前两个月", "2026"),
        ("二〇二四年，产值100亿元。", "二〇二四年", "2024"),
        ("《2025年行动方案》发布，投资100亿元。", "", ""),
        ("2019年以来，投资100亿元。", "2019年以来", "2019..2026"),
        ("当年产值2亿元。", "当年", ""),
        ("园区产值5年翻了一番。", "5年", ""),
    ],
)
def test_period_is_read_and_resolved(text: str, period: str, year: str) -> None:
    figure = told(text)[-1]

    assert (figure.period, figure.year) == (period, year)


def test_this_year_stays_open_without_a_date() -> None:
    (figure,) = told("今年产值100亿元。", day=None)

    assert (figure.period, figure.year) == ("今年", "")


def test_since_a_year_stays_open_at_its_end_without_a_date() -> None:
    (figure,) = told("2019年以来，投资100亿元。", day=None)

    assert figure.year == "2019.."


def test_same_year_is_the_year_named_before() -> None:
    figures = told("2024年3月入驻。当年产值2亿元。")

    assert [(each.period, each.year) for each in figures] == [("2024年（当年）", "2024")]


def test_period_that_opens_a_paragraph_holds_in_its_next_sentences() -> None:
    figures = told("去年，全市产值100亿元。税收20亿元。")

    assert [each.period for each in figures] == ["去年", "去年"]


def test_day_holds_in_its_own_sentence_only() -> None:
    figures = told("3月5日，会议召开。产值100亿元。")

    assert [each.period for each in figures] == [""]


def test_what_is_had_by_now_takes_no_earlier_period() -> None:
    figures = told("2021年，产值100亿元。全市已拥有63家企业。")

    assert [each.period for each in figures] == ["2021年", ""]


def test_year_of_one_end_of_a_change_does_not_go_on() -> None:
    figures = told("去年，排名从2016年的第12位升至2025年的第5位，产值100亿元。")

    assert figures[-1].period == "去年"


def test_year_is_taken_from_an_earlier_sentence_for_a_part() -> None:
    figures = told("2018年产值100亿元。全年税收20亿元。")

    assert (figures[1].period, figures[1].year) == ("全年", "2018")


# Directions and plans


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("产值增长5%。", "up"),
        ("一举降低制造成本约30%。", "down"),
        ("产值增长-2.3%。", "down"),
        ("增加值182亿元。", "none"),
        ("新增产业空间6.9万平方米。", "none"),
        ("排名跃升至第5位。", "up"),
        ("排名下滑至第9位。", "down"),
        ("排名全国第5位。", "none"),
        ("比去年多5家。", "up"),
        ("比上年少3家。", "down"),
        ("高出全国平均7.5个百分点。", "none"),
        ("产值翻一番。", "up"),
        ("对增长的贡献率达78.9%。", "none"),
    ],
)
def test_direction_is_read(text: str, direction: str) -> None:
    assert told(text)[-1].direction == direction


def test_figures_with_only_and_between_move_together() -> None:
    figures = told("两业分别增长5%和6%。")

    assert [each.direction for each in figures] == ["up", "up"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("力争产值达到100亿元。", "target"),
        ("产值达到100亿元的目标。", "target"),
        ("预计产值100亿元。", "target"),
        ("已完成投资10亿元。", "result"),
        ("去年计划投资，如今已投10亿元。", "result"),
        ("生产计划已排满，订单3亿元。", "result"),
        ("到2027年，产值达到100亿元。", "target"),
        ("到2020年，产值达到100亿元。", "result"),
        ("到2027年，目前完成的投资达10亿元。", "target"),
        ("建成后可年产药品100吨。", "target"),
    ],
)
def test_plan_and_result_are_told_apart(text: str, status: str) -> None:
    assert told(text)[-1].status == status


def test_year_to_come_is_no_plan_without_a_date() -> None:
    (figure,) = told("到2027年，产值达到100亿元。", day=None)

    assert figure.status == "result"


def test_plan_goes_on_in_the_next_sentence() -> None:
    figures = told("今年力争产值100亿元。推进50个重大项目。")

    assert [each.status for each in figures] == ["target", "target"]


def test_plan_goes_on_in_a_paragraph_that_begins_with_first() -> None:
    figures = told("今年力争产值100亿元。", "首先，推进50个重大项目。")

    assert [each.status for each in figures] == ["target", "target"]


def test_plan_ends_with_its_paragraph() -> None:
    figures = told("今年力争产值100亿元。", "镇里有50个重大项目。")

    assert [each.status for each in figures] == ["target", "result"]


def test_block_without_a_figure_may_tell_the_plan() -> None:
    figures = told("我们力争走在前列。", "首先，推进50个重大项目。")

    assert [each.status for each in figures] == ["target"]


def test_each_attribute_has_a_confidence() -> None:
    (figure,) = told("去年，余姚产值100亿元。")

    assert [name for name, _ in figure.confidence] == ["metric", "subject", "period", "status"]


def test_own_words_are_surer_than_borrowed_ones() -> None:
    figures = told("去年，余姚产值100亿元，增长5%。")
    first, second = (dict(each.confidence)["metric"] for each in figures)

    assert first > second


@pytest.mark.parametrize(
    ("before", "paragraph", "year"),
    [
        ("市统计局公布2025年经济运行情况。", "全年营业收入143.6亿元。", "2025"),
        ("全市去年出口增长。", "全年营业收入143.6亿元。", "2025"),
        ("2024年的账已经算清，今年开局良好。", "全年营业收入143.6亿元。", "2026"),
        ("全市2025年出口增长。", "力争全年营业收入143.6亿元。", "2026"),
        ("全市出口增长。", "全年营业收入143.6亿元。", "2026"),
        ("全市2025年出口增长。", "今年全年营业收入143.6亿元。", "2026"),
    ],
)
def test_a_whole_year_is_the_past_one_that_the_article_tells_of(
    before: str, paragraph: str, year: str
) -> None:
    (figure,) = told(before, paragraph)

    assert year == figure.year
