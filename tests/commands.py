"""Every command of the program with words to run it, in an order in which each finds what it is about: what holds of
all commands is tested of all of them.
"""

from __future__ import annotations

import json
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from egovtrack.cli import main
from tests.conftest import ROOT, Program

SILENT = {"completion"}
"""Commands whose output is no table: a script for the shell."""
TEXTS = {"export text", "db dump"}
"""Commands that write a text to standard output where no file is named."""
BASIS = "--basis 纪要"
RUNS = f"""
seed --list
plans list
plans show 2017
plans create 批示 --title 领导批示 --from 2017-03-01
plans rule 批示 --cycle weekly
plans exempt 2017 --period 2017-08 {BASIS}
plans close 2016
plans reopen 2016
task add 批示 --text 核实窗口排队 --responsible 市公安局 --deadline 2017-04-30 {BASIS} --date 2017-03-01
task add 批示 --text 清理地名 --responsible 市民政局 --deadline 2017-04-30 {BASIS}
task withdraw 批示-2 {BASIS}
task split 2017-53 --into 推进电子证照建设。 --into 推进数据共享。 {BASIS}
task merge 2017-51 --into 2017-50 {BASIS}
title 2017-13 业务迁云
designate 2017-13 市政府有关部门 市公安局 {BASIS}
assign-lead 2015-12 市经济信息化委 {BASIS}
deadline 2017-13 --until 2017-11-30 {BASIS}
extend 2017-14 --until 2018-03-31 --reason 招标
milestone add 2017-13 --by 2017-03-15 --what 方案 {BASIS}
milestone done 1
milestone list
progress set 2017-13 --dept 市经济信息化委 --value 6 --note 迁六个 --problem 缺钱 --next 招标 --date 2017-03-31
progress set 2017-21 --dept 市财政局 --status 受阻 --problem 等文件 --date 2017-03-31
progress set 2017-22 --dept 市财政局 --status completed --date 2017-03-31
progress verify 2017-22 --dept 市财政局
progress set 2017-46 --dept 市统计局 --status completed --date 2017-03-31
progress return 2017-46 --dept 市统计局 --reason 缺材料
progress set 2017-46 --dept 市统计局 --percent 60 --date 2017-04-05
progress set 2017-12 --dept 市发展改革委 --percent 20 --date 2017-04-05
progress log
progress retract 6 --reason 报错
redact 2 --reason 涉密 --yes
form 市财政局 --period 2017-04 -o OUT/form.xlsx
progress import OUT/back.csv
notice of 市公安局 --level remind -o OUT/notice.docx
notice all --all --plan 批示 -o OUT/notices
notice verify OUT/notice.docx
notice round-up --period 2017-03 -o OUT/roundup.docx
chase list
chase run --dept 市公安局 -o OUT/chase
chase log 市公安局 --phone --who 张三 --promise 2017-04-15
calendar -o OUT/calendar.ics
assess 2017
assess 2017 --explain 市财政局
rules show
rules set lights OUT/lights.toml
list
list --explain --dept 市财政局
list --count
tasks 2017
tasks 2017 --undesignated
show 2017-13
show 2016-5.2
show 2017-50 --editions
show 2017-13 --explain
dept 市财政局
dept 各区政府 --plan 2017
dept 各区政府 --plan 2017 --columns 编号,状态
report 2017 -o OUT/report.md
status 2017
status 2017 --by leader
status 2017 --period 2017-03
sheet 市财政局
trace show 2017-13
trace link 2017-13 2016-16 {BASIS}
trace unlink 2017-13 2016-16 {BASIS}
carry 2016-16 --to 2017-13 {BASIS}
evidence show 2016 OUT/report.txt
evidence accept 2016 OUT/report.txt --row 2 --yes
changes --since 2017-03-31
compare --from 2017-03-31 --to 2017-04-09
compare --from 2017-03-31 --by leader
compare --plans 2016 2017
compare --plans 12fyp 2015
across status OUT/other.db
across list OUT/other.db --dept 市财政局
leader list
leader show 周波
leader show 周波 --silent
leader import OUT/leaders.toml
depts list --with-contacts
depts add 市数据局 --kind department --from 2017-03-01 {BASIS}
depts alias 市数据局 数据局
depts rename 市数据局 市大数据局 --date 2017-04-01 {BASIS}
depts show 市大数据局
depts kind 市大数据局 institution
depts contact 市公安局 --name 张三 --phone 123
depts contact
depts end 市大数据局 --date 2017-04-05 {BASIS}
depts handover 市大数据局 市公安局 {BASIS}
depts found 市大数据局 --date 2017-04-08 {BASIS}
depts void 市数据局 n534 {BASIS}
depts add 市甲局 --kind department --from 2017-01-01 {BASIS}
depts add 市乙局 --kind department --from 2017-01-01 {BASIS}
depts merge 市甲局 --into 市乙局 --date 2017-04-02 {BASIS}
depts split 市乙局 --into 市统计局 --into 市财政局 --date 2017-04-09 {BASIS}
depts import OUT/registry.csv
depts collective list
depts collective add 有关委办 --kind department --indefinite
depts collective change 有关委办 --members 黄浦区政府
export weekly --week 2017-W14 -o OUT/week
export obligations --plan 2017
export tasks --plan 2017
export progress
export notes
export requests
export log
export text 2017
import OUT/plan.txt --key 2018 --dry-run
import OUT/plan.txt --key 2018
import OUT/later.txt --amends 2018 --part --yes
log
undo --yes
check
check --plan 2017
db status
db create --db OUT/new.db
db upgrade
db backup -o OUT/backup.db
db restore OUT/backup.db
db copy OUT/copy.db
db dump -o OUT/dump.txt --with-contacts
db dump
db load OUT/dump.txt --db OUT/loaded.db
db clock 3 --was 2017-03-01T09:00 {BASIS}
config show
config path
completion bash
"""
PLAN = """上海市人民政府办公厅关于印发2018年工作安排的通知
沪府办发〔2018〕9号
2018年2月20日

2018年工作安排

一、平台建设

1.整合20个业务系统。（牵头单位：市经济信息化委；责任单位：市财政局、市公安局）
2.推广身份认证，9月底前完成。（责任单位：市公安局、市政府有关部门）
"""
FILES = {
    "plan.txt": PLAN,
    "later.txt": """关于调整2018年工作安排的通知
沪府办发〔2018〕19号
2018年5月20日

1.整合25个业务系统。（牵头单位：市经济信息化委；责任单位：市财政局、市公安局）
""",
    "back.csv": "编号,单位,状态,进展情况\n2017-24,市工商局,推进中,已建库\n",
    "report.txt": """2016年上海市电子政务工作报告
2016年，本市电子政务工作取得较好成效。
一、服务
一是建设网上政务大厅。市政府网上政务大厅单部门审批事项接入，829项审批事项中，已完成675项，占总量的81%。
""",
    "registry.csv": "name,kind\n市丙局,department\n",
    "lights.toml": """version = "2"
due_days = 30
blocked_days = 30
silent_cycles = 1
behind_points = 20
""",
}


def leaves(command: click.Command = main, name: str = "") -> Iterator[str]:
    """Every command that is no group, by the words that name it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            found = command.get_command(context, each)
            assert found is not None
            yield from leaves(found, f"{name} {each}".strip())
    else:
        yield name


def runs(folder: Path) -> list[list[str]]:
    """The words of each run; what is read and written is in a folder."""
    lines = [shlex.split(line) for line in RUNS.splitlines() if line]
    return [[word.replace("OUT", str(folder)) for word in words] for words in lines]


def prepare(folder: Path, seeded: Path) -> None:
    """Write the files that the runs read: a ledger, another one, and what is imported."""
    for ledger in ("ledger.db", "other.db"):
        with closing(sqlite3.connect(seeded)) as source, closing(sqlite3.connect(folder / ledger)) as target:
            source.backup(target)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "leaders.toml").write_text(
        (ROOT / "seed/leaders.toml").read_text("utf-8").replace("〔2017〕19号", "〔2017〕99号"), "utf-8"
    )


LEAVES = list(leaves())


def answers(program: Program, folder: Path) -> Iterator[dict[str, Any]]:
    """What each command answers in json."""
    for words in runs(folder):
        done = program("--format", "json", *words, code=None)
        if "-o" in words or not {" ".join(words[:1]), " ".join(words[:2])} & (SILENT | TEXTS):
            yield json.loads(done.out)
