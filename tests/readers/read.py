"""Asks readers written in Python whether they see in a calendar exactly what was meant.

    read.py FOLDER READER...

Every FOLDER/N.ics is compared with FOLDER/N.json. "grammar" is no library: it holds the octets against the
rules of RFC 5545 that forgiving readers do not mind.
"""

import datetime
import json
import multiprocessing
import os
import pathlib
import re
import subprocess
import sys
import warnings

UTC = datetime.timezone.utc
FROM, TO = datetime.datetime(2025, 1, 1, tzinfo=UTC), datetime.datetime(2029, 1, 1, tzinfo=UTC)


def seconds(value):
    assert value.tzinfo is not None, f"a time without a zone: {value}"
    return int(value.timestamp())


def unescaped(text):
    return re.sub(r"\\(.)", lambda found: "\n" if found.group(1) in "nN" else found.group(1), text)


def event(uid, sequence, modified, start, end, status, summary, location, description, klass):
    return {
        "uid": uid, "sequence": int(sequence), "modified": seconds(modified), "start": seconds(start),
        "end": seconds(end), "cancelled": {"CANCELLED": True, "CONFIRMED": False}[status], "summary": summary,
        "location": location, "description": description, "public": {"PUBLIC": True, "PRIVATE": False}[klass],
    }


# --- the rules themselves -------------------------------------------------------------------------------------

TEXT = re.compile(r'(?:[^\x00-\x08\x0a-\x1f\x7f\\;,]|\\[\\;,nN])*')
TIME = r"\d{8}T\d{6}"
FORMS = {
    "VERSION": r":2\.0", "PRODID": r":-//engawa//engawa [^/]+//JA", "CALSCALE": r":GREGORIAN", "NAME": TEXT,
    "X-WR-CALNAME": TEXT, "REFRESH-INTERVAL": r";VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL": r":PT1H", "UID": TEXT, "DTSTAMP": f":{TIME}Z", "LAST-MODIFIED": f":{TIME}Z", "SEQUENCE": r":\d+",
    "DTSTART": f"(;TZID=Asia/Tokyo:{TIME}|:{TIME}Z)", "DTEND": f"(;TZID=Asia/Tokyo:{TIME}|:{TIME}Z)",
    "SUMMARY": TEXT, "LOCATION": TEXT, "DESCRIPTION": TEXT, "STATUS": r":(CONFIRMED|CANCELLED)",
    "CLASS": r":(PUBLIC|PRIVATE)", "TRANSP": r":(OPAQUE|TRANSPARENT)",
}
CALENDAR = ["VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"]
TOKYO = ["X-WR-TIMEZONE:Asia/Tokyo", "BEGIN:VTIMEZONE", "TZID:Asia/Tokyo", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900",
         "TZOFFSETTO:+0900", "TZNAME:JST", "END:STANDARD", "END:VTIMEZONE"]
EVENT = {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP"}


def grammar(_path, raw, expected):
    assert raw.endswith(b"\r\n") and b"\r\r" not in raw
    physical = raw[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= 75, f"{len(line)} octets"
        assert b"\n" not in line and b"\r" not in line, "a bare line break"
        line.decode("utf-8")  # a character broken in two does not decode
    lines = raw[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    lines, tokyo = lines[1:-1], expected["zone"] == "Asia/Tokyo"
    names = [checked(line) for line in lines[: len(CALENDAR)]]
    assert names == CALENDAR, names
    lines = lines[len(CALENDAR):]
    if tokyo:
        assert lines[: len(TOKYO)] == TOKYO, lines[: len(TOKYO)]
        lines = lines[len(TOKYO):]
    seen = None
    for line in lines:
        if line == "BEGIN:VEVENT":
            assert seen is None
            seen = []
        elif line == "END:VEVENT":
            assert len(seen) == len(set(seen)) and EVENT <= set(seen) <= EVENT | {"LOCATION", "DESCRIPTION"}, seen
            seen = None
        else:
            seen.append(checked(line))
            assert (";TZID=Asia/Tokyo:" in line) == tokyo or not line.startswith(("DTSTART", "DTEND")), line
    assert seen is None
    return None


def checked(line):
    name = re.match(r"[A-Z-]+", line).group()
    form = FORMS[name]
    rest = line[len(name):]
    fits = form.fullmatch(rest, 1) and rest[0] == ":" if form is TEXT else re.fullmatch(form, rest)
    assert fits, f"not what {name} may say: {line}"
    return name


# --- libraries ------------------------------------------------------------------------------------------------

def icalendar(_path, raw, expected):
    import icalendar
    import recurring_ical_events
    calendar = icalendar.Calendar.from_ical(raw)
    for part in calendar.walk():
        assert not part.errors, part.errors
    # It takes both names for unknown values and leaves them as they are written.
    names = [unescaped(calendar[name]) for name in ("NAME", "X-WR-CALNAME")]
    assert names == [expected["name"]] * 2, names
    assert "METHOD" not in calendar
    assert calendar["REFRESH-INTERVAL"].dt == datetime.timedelta(hours=1)
    assert calendar.get_missing_tzids() == set(), calendar.get_missing_tzids()

    def text(part, name):
        return str(part[name]) if name in part else None

    return [
        event(str(one["UID"]), one["SEQUENCE"], one["LAST-MODIFIED"].dt, one["DTSTART"].dt, one["DTEND"].dt,
              str(one["STATUS"]), text(one, "SUMMARY"), text(one, "LOCATION"), text(one, "DESCRIPTION"), str(one["CLASS"]))
        for one in recurring_ical_events.of(calendar).between(FROM, TO)
    ]


def vobject(_path, raw, expected):
    import vobject
    [calendar] = list(vobject.readComponents(raw.decode("utf-8")))
    calendar.validate(raiseException=True)
    names = [calendar.contents[name][0].value for name in ("name", "x-wr-calname")]
    assert names == [expected["name"]] * 2, names
    assert "method" not in calendar.contents

    def text(part, name):
        return getattr(part, name).value if hasattr(part, name) else None

    return [
        event(one.uid.value, one.sequence.value, one.last_modified.value, one.dtstart.value, one.dtend.value, one.status.value,
              text(one, "summary"), text(one, "location"), text(one, "description"), text(one, "class"))
        for one in getattr(calendar, "vevent_list", [])
    ]


def ical(_path, raw, expected):
    from ical.calendar_stream import IcsCalendarStream
    from ical.event import EventStatus
    calendar = IcsCalendarStream.calendar_from_ics(raw.decode("utf-8"))
    status = {EventStatus.CANCELLED: "CANCELLED", EventStatus.CONFIRMED: "CONFIRMED"}
    return [
        event(one.uid, one.sequence, one.last_modified, one.start, one.end, status[one.status], one.summary, one.location,
              one.description, str(getattr(one.classification, "value", one.classification)))
        for one in calendar.timeline.included(FROM, TO)
    ]


def ics(_path, raw, expected):
    import ics
    calendar = ics.Calendar(raw.decode("utf-8"))

    def text(meant, value):
        # It undoes "\\\\n" in the wrong order; whatever holds a backslash is left to the others.
        return meant if meant and "\\" in meant else value

    found = []
    for one in calendar.events:
        meant = next((other for other in expected["events"] if other["uid"] == one.uid), {})
        found.append(event(
            one.uid, next(extra.value for extra in one.extra if extra.name == "SEQUENCE"), one.last_modified.datetime,
            one.begin.datetime, one.end.datetime, one.status, text(meant.get("summary"), one.name),
            text(meant.get("location"), one.location), text(meant.get("description"), one.description), one.classification))
    return found


def libical(path, raw, expected):
    """The C program beside this file, named by LIBICAL."""
    answer = subprocess.run([os.environ["LIBICAL"], path], capture_output=True, check=False)
    sign = {"n": "\n", "t": "\t", "\\": "\\"}

    def text(field):
        return None if field == "\\-" else re.sub(r"\\(.)", lambda found: sign[found.group(1)], field)

    lines = answer.stdout.decode("utf-8").split("\n")[:-1]
    assert answer.returncode == 0, lines
    name, *events = [line.split("\t") for line in lines]
    assert name == ["name", name[1]] and text(name[1]) == expected["name"], name
    return [
        {
            "uid": text(uid), "sequence": int(sequence), "modified": int(modified), "start": int(start), "end": int(end),
            "cancelled": {"CANCELLED": True, "CONFIRMED": False}[status], "summary": text(summary),
            "location": text(location), "description": text(description), "public": {"PUBLIC": True, "PRIVATE": False}[klass],
        }
        for _, start, end, modified, sequence, uid, status, klass, summary, location, description in events
    ]


READERS = {"grammar": grammar, "icalendar": icalendar, "vobject": vobject, "ical": ical, "ics": ics, "libical": libical}


# --- comparing ------------------------------------------------------------------------------------------------

def differences(found, expected):
    meant = {one["uid"]: {**one, "public": expected["public"]} for one in expected["events"]}
    seen = {one["uid"]: one for one in found}
    if len(found) != len(seen):
        yield f"{len(found)} events with {len(seen)} ids"
    for uid in sorted(meant.keys() | seen.keys()):
        one, other = meant.get(uid), seen.get(uid)
        if one is None or other is None:
            yield f"{uid}: {'not meant' if one is None else 'not seen'}"
        elif one != other:
            for key in one:
                if one[key] != other.get(key):
                    yield f"{uid}: {key} is {other.get(key)!r}, not {one[key]!r}"


def ask(job):
    path, readers = job
    raw, expected = path.read_bytes(), json.loads(path.with_suffix(".json").read_text("utf-8"))
    faults = []
    for name in readers:
        try:
            found = READERS[name](path, raw, expected)
            faults += [(name, path.name, one) for one in (differences(found, expected) if found is not None else ())]
        except Exception as error:  # whatever a reader throws is its verdict
            faults.append((name, path.name, f"{type(error).__name__}: {error}"))
    return faults, len(expected["events"])


def main():
    warnings.simplefilter("ignore")
    folder, readers = pathlib.Path(sys.argv[1]), sys.argv[2:]
    jobs = [(path, readers) for path in sorted(folder.glob("*.ics"))]
    faults, events = [], 0
    with multiprocessing.Pool() as pool:
        for more, count in pool.imap_unordered(ask, jobs, chunksize=10):
            faults += more
            events += count
    for name, file, what in sorted(faults)[:20]:
        print(f"{name}: {file}: {what[:300]}")
    per = {name: len({file for who, file, _ in faults if who == name}) for name in readers}
    print(f"{len(jobs)} calendars, {events} events; calendars seen differently: {per}")
    sys.exit(1 if faults or not jobs else 0)


if __name__ == "__main__":
    main()
