"""Compares the table of holidays with three sets that do not share its source.

Usage: compare.py <holidays.rs> <folder of node_modules>. A difference in a year up to 2030 fails; later ones are
told, because equinoxes that far ahead are computed by everybody in their own way.
"""

import datetime
import json
import re
import subprocess
import sys

import holidays
import jpholiday

STRICT = range(2024, 2031)
ROW = re.compile(r'^ {4}\(\((\d+), (\d+), (\d+)\), "([^"]+)", "[^"]+", (?:true|false)\),$', re.MULTILINE)


def plain(name):
    """A substitute is a substitute, whichever day it stands for."""
    if "振替休日" in name:
        return "振替休日"
    return "国民の休日" if name == "休日" else name


def ours(path):
    with open(path, encoding="utf-8") as file:
        rows = ROW.findall(file.read())
    return {datetime.date(int(y), int(m), int(d)).isoformat(): name for y, m, d, name in rows}


def japanese_holidays(modules, years):
    script = (
        f"const j = require({json.dumps(modules + '/japanese-holidays')});"
        f"console.log(JSON.stringify({list(years)}.map((y) => j.getHolidaysOf(y).map((h) => [y, h.month, h.date, h.name]))))"
    )
    answer = json.loads(subprocess.run(["node", "-e", script], check=True, capture_output=True).stdout)
    return {datetime.date(y, m, d).isoformat(): plain(name) for year in answer for y, m, d, name in year}


def main():
    table = ours(sys.argv[1])
    years = sorted({int(day[:4]) for day in table})
    if not set(STRICT) <= set(years):
        sys.exit(f"the table has the years {years} only")
    others = {
        "PyPI holidays": {
            day.isoformat(): plain(name) for day, name in holidays.Japan(years=years, language="ja").items()
        },
        "PyPI jpholiday": {
            day.isoformat(): plain(name) for year in years for day, name in jpholiday.year_holidays(year)
        },
        "npm japanese-holidays": japanese_holidays(sys.argv[2], years),
    }
    failed = False
    for source, other in others.items():
        for day in sorted(table.keys() | other.keys()):
            if table.get(day) != other.get(day):
                strict = int(day[:4]) in STRICT
                failed |= strict
                word = "DIFFERENT" if strict else "later, told only"
                print(f"{word}: {day} is {table.get(day)} here and {other.get(day)} in {source}")
    counts = " ".join(f"{year}:{sum(day.startswith(str(year)) for day in table)}" for year in years)
    print(f"{len(table)} holidays ({counts}) compared with {', '.join(others)}")
    sys.exit(1 if failed else 0)


main()
