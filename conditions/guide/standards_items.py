"""The items of IPDAS v4.0 that apply to a treatment aid, in our words (docs/rules.md).

C7 to C10 and K24 to K28 are about tests, and apply to no guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from conditions.guide.document import Text

Group = Literal["qualifying", "certifying", "quality"]
GROUPS: tuple[Group, ...] = get_args(Group)
GROUP_NAME: dict[Group, Text] = {
    "qualifying": Text(en="Needed to be called a decision aid", zh_hans="决策辅助工具必须做到的"),
    "certifying": Text(en="Needed to keep the choice fair", zh_hans="保证选择不偏不倚的"),
    "quality": Text(en="Marks of a good decision aid", zh_hans="让工具更好用的"),
}


@dataclass(frozen=True)
class Item:
    """One item. `part` is the part of the guide where its proof stands."""

    id: str
    group: Group
    name: Text
    part: str


_Row = tuple[str, str, str, str]  # id, English name, Chinese name, part

_QUALIFYING: tuple[_Row, ...] = (
    ("Q1", "Says what the condition is", "说清是什么病", "overview"),
    ("Q2", "States the decision", "说清要做什么决定", "overview"),
    ("Q3", "Lists the choices", "列出有哪些选择", "options"),
    ("Q4", "Gives the good points of each choice", "写出每种选择的好处", "options"),
    ("Q5", "Gives the bad points of each choice", "写出每种选择的坏处", "options"),
    ("Q6", "Says what each choice is like for you", "写出每种选择是什么样的经历", "options"),
)
_CERTIFYING: tuple[_Row, ...] = (
    ("C1", "Tells good and bad points in equal detail", "好处和坏处写得一样细", "options"),
    ("C2", "Names the studies that it rests on", "写明依据哪些研究", "sources"),
    ("C3", "Gives its date", "写明日期", "about"),
    ("C4", "Says how it is kept up to date", "写明怎样更新", "about"),
    ("C5", "Says how sure the numbers are", "写明数字有多大把握", "options"),
    ("C6", "Says who paid for it", "写明谁出的钱", "about"),
)
_QUALITY: tuple[_Row, ...] = (
    ("K1", "Says what happens if nothing is done", "写明什么都不做会怎样", "overview"),
    ("K2", "Puts the choices side by side", "把各种选择放在一起比较", "options"),
    ("K3", "Says how many people each thing happens to", "写出各种结果发生在多少人身上", "options"),
    ("K4", "Says whom the numbers hold for", "写明数字适用于哪些人", "options"),
    ("K5", "Counts people with and without a treatment", "写出用和不用各有多少人", "options"),
    ("K6", "Compares over the same time", "按同样长的时间比较", "options"),
    ("K7", "Compares out of the same number of people", "按同样多的人比较", "options"),
    ("K8", "Shows numbers in more than one way", "用多种方式展示数字", "options"),
    ("K9", "Asks what matters most to you", "问您最看重什么", "values"),
    ("K10", "Leads through the decision step by step", "一步一步带您做决定", "overview"),
    ("K11", "Gives questions to take to the visit", "有能带去就诊的问题单", "questions"),
    ("K12", "Patients were asked what they need", "事先问过患者需要什么", "about"),
    ("K13", "Health workers were asked what is needed", "事先问过医务人员需要什么", "about"),
    ("K14", "Reviewed by patients outside the team", "团队以外的患者审阅过", "about"),
    ("K15", "Reviewed by health workers outside the team", "团队以外的医务人员审阅过", "about"),
    ("K16", "Tried out by patients who face the choice", "面临选择的患者试用过", "about"),
    ("K17", "Tried out by health workers", "医务人员试用过", "about"),
    ("K18", "Says how the evidence was found and chosen", "写明证据怎样查找和挑选", "about"),
    ("K19", "Says how good the evidence is", "写明证据有多可靠", "options"),
    ("K20", "Says who wrote it, and with what training", "写明作者和作者的资历", "about"),
    ("K21", "Reports how hard it is to read", "报告读起来有多难", "about"),
    ("K22", "Shown to fit choices to what matters to people", "有研究证明能让选择更合心意", "about"),
    ("K23", "Shown to help people know more", "有研究证明能让人了解得更多", "about"),
)
_ROWS: tuple[tuple[Group, tuple[_Row, ...]], ...] = (
    ("qualifying", _QUALIFYING),
    ("certifying", _CERTIFYING),
    ("quality", _QUALITY),
)

ITEMS: tuple[Item, ...] = tuple(
    Item(id=id, group=group, name=Text(en=english, zh_hans=chinese), part=part)
    for group, rows in _ROWS
    for id, english, chinese, part in rows
)
