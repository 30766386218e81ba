"""Subscribes to calendars over HTTP as a person's computer does, and lists what it then shows.

    subscribe.py FOLDER HOW_MANY

vdirsyncer fetches FOLDER/N.ics from a server on 127.0.0.1 into a folder; khal lists what is in there. Half of the
calendars then change, and what was changed, added or taken away has to arrive with the next synchronisation.
"""

import collections
import datetime
import functools
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

BIN = pathlib.Path(sys.executable).parent
FIELDS = ["title", "location", "description", "status", "start-long-full", "end-long-full", "calendar"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {".ics": "text/calendar; charset=utf-8"}

    def log_message(self, *_):
        pass


def call(home, *words):
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home),
                   "XDG_CACHE_HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo"}
    answer = subprocess.run([str(BIN / words[0]), *words[1:]], env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    return answer.stdout


def configure(home, addresses):
    pairs = ["[general]", f'status_path = "{home}/status/"']
    calendars = ["[calendars]"]
    for name, address in addresses.items():
        folder = home / "vdir" / name
        folder.mkdir(parents=True)
        pairs += [f"[pair p{name}]", f'a = "r{name}"', f'b = "l{name}"', "collections = null",
                  f"[storage r{name}]", 'type = "http"', f'url = "{address}"',
                  f"[storage l{name}]", 'type = "filesystem"', f'path = "{folder}"', 'fileext = ".ics"']
        calendars += [f"[[{name}]]", f"path = {folder}"]
    (home / "vdirsyncer.conf").write_text("\n".join(pairs) + "\n")
    locale = ["[locale]", "local_timezone = Asia/Tokyo", "default_timezone = Asia/Tokyo", "timeformat = %H:%M",
              "dateformat = %Y-%m-%d", "longdateformat = %Y-%m-%d", "datetimeformat = %Y-%m-%d %H:%M",
              "longdatetimeformat = %Y-%m-%dT%H:%M:%S%z", "[sqlite]", f"path = {home}/khal.db"]
    (home / "khal.conf").write_text("\n".join(calendars + locale) + "\n")


def shown(home, *only):
    """What khal lists, by calendar; the same event in two of them is listed once, so each may be asked for alone."""
    words = [word for name in only for word in ("-a", name)] + [word for field in FIELDS for word in ("--json", field)]
    text = call(home, "khal", "-c", str(home / "khal.conf"), "list", "--once", *words, "2025-01-01", "1500d")
    found = {}
    for line in text.splitlines():
        for one in json.loads(line):
            found.setdefault(one["calendar"], []).append(one)
    return found


def differences(name, found, expected):
    """Of an address, vdirsyncer does not trust the ids and makes its own, so what is compared is all the rest."""
    def time(text):
        return int(datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z").timestamp())

    seen = collections.Counter(
        (time(one["start-long-full"]), time(one["end-long-full"]), one["title"], one["location"], one["description"],
         "CANCELLED" in one["status"].upper()) for one in found)
    meant = collections.Counter(
        (one["start"], one["end"], one["summary"], one["location"] or "", one["description"] or "", one["cancelled"])
        for one in expected["events"])
    yield from (f"{name}: not meant: {one!r}" for one in seen - meant)
    yield from (f"{name}: not seen: {one!r}" for one in meant - seen)


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    names = [path.stem for path in sorted(folder.glob("*.ics"))[: 2 * count]]
    first, second = names[:count], names[count:]
    home = pathlib.Path(tempfile.mkdtemp())
    faults = []
    try:
        site = home / "site"
        site.mkdir()
        for name in first:
            shutil.copy(folder / f"{name}.ics", site)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        configure(home, {name: f"http://127.0.0.1:{server.server_address[1]}/{name}.ics" for name in first})
        meant = {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in names}
        call(home, "vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover")
        for changed in (False, True):
            if changed:  # another calendar stands at the same address
                for name, other in zip(first[::2], second, strict=False):
                    shutil.copy(folder / f"{other}.ics", site / f"{name}.ics")
                    meant[name] = meant[other]
            call(home, "vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "sync", "--force-delete")
            found = shown(home)
            for name in first:
                faults += differences(name, found.get(name, []), meant[name])
        server.shutdown()
    finally:
        shutil.rmtree(home)
    for fault in faults[:20]:
        print("vdirsyncer and khal:", fault[:300])
    print(f"{len(first)} subscriptions, each synchronised twice; differences: {len(faults)}")
    sys.exit(1 if faults or not first else 0)


if __name__ == "__main__":
    main()
