"""Subscribes to the running sample facility as a person's computer does: a real link, a real change, a revoked link.

    live.py ENGAWA

Staff make a link at each level of detail; vdirsyncer fetches them and the open calendar from the server's own addresses,
khal lists what then stands there, and it has to be what `GET /occurrences` says. Then one gathering is called off and
one moves, with reasons, and both arrive. After a link is revoked its address answers 404 and is not fetched any more.
"""

import collections
import datetime
import http.client
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid

import subscribe

JST = datetime.timezone(datetime.timedelta(hours=9))
DETAILS = ["busy", "name", "place"]


class House:
    """The sample facility on a port of its own, and its staff signed in."""

    def __init__(self, binary, home):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.base = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.log = home / "server.log"
        with self.log.open("w") as out:
            self.process = subprocess.Popen([binary, "demo", "--listen", self.base.removeprefix("http://")], stdout=out, stderr=out)
        self.token = None
        self.token = self.call("POST", "/sessions", {"sign_in_link": self.link()})[0]["access_token"]

    def link(self):
        for _ in range(300):
            found = re.search(r"/ staff .*#/enter/(\S+)", self.log.read_text("utf-8"))
            if found:
                return found[1]
            assert self.process.poll() is None, self.log.read_text("utf-8")[-2000:]
            time.sleep(0.2)
        raise AssertionError("the sample facility did not start")

    def call(self, method, path, body=None, version=None):
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if method == "PATCH":
            headers["Content-Type"] = "application/merge-patch+json"
        if version:
            headers["If-Match"] = version
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(f"{self.base}/api/v1{path}", method=method, headers=headers,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return (json.loads(text) if text else None), answer.headers["ETag"]
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.code} {refused.read().decode()}") from refused

    def occurrences(self):
        today = datetime.datetime.now(JST).date()
        last = today + datetime.timedelta(days=300)
        return self.call("GET", f"/occurrences?from={today}&to={last}")[0]["items"]


def instant(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def meant(occurrences, detail):
    """What a reader is to show of them, by the words the app itself uses for its Japanese readers."""
    for one in occurrences:
        if one["kind"] == "one_to_one" or (detail == "open" and one["kind"] != "open_event"):
            continue
        off = one["state"] == "cancelled"
        title = "予定(中止)" if off else "予定"
        if detail != "busy":
            title = ("【中止】" if off else "") + one["title"]
        place = (one["place"] or "") if detail in ("place", "open") else ""
        yield instant(one["starts_at"]), instant(one["ends_at"]), title, place, off


def seen(found):
    def at(text):
        return int(datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z").timestamp())

    for one in found:
        yield (at(one["start-long-full"]), at(one["end-long-full"]), one["title"], one["location"],
               "CANCELLED" in one["status"].upper())


def shown(home, names):
    return {name: subscribe.shown(home, name).get(name, []) for name in names}


def differences(shown, occurrences):
    """Compared is the time that both tell of: from tomorrow on, a whole season."""
    today = datetime.datetime.now(JST).replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = ((today + datetime.timedelta(days=days)).timestamp() for days in (1, 290))
    count = 0
    for name, found in shown.items():
        there = collections.Counter(one for one in seen(found) if first <= one[0] < last)
        wanted = collections.Counter(one for one in meant(occurrences, name) if first <= one[0] < last)
        assert there == wanted, f"{name}: not meant {list((there - wanted))[:3]}, not seen {list((wanted - there))[:3]}"
        count += sum(there.values())
    return count


def change(house):
    """One gathering of next week is called off, another one moves to another hour and another place."""
    soon = [one for one in house.occurrences() if one["kind"] not in ("one_to_one", "open_event") and one["state"] == "planned"
            and instant(one["starts_at"]) > time.time() + 2 * 86400]
    off, moved = soon[0], next(one for one in soon if one["gathering_id"] != soon[0]["gathering_id"])
    path = "/gatherings/{gathering_id}/occurrences/{recurrence_id}"
    house.call("POST", path.format(**off) + "/cancellation", {"reason": "台風が来るためです。", "scope": "this"})
    _, version = house.call("GET", path.format(**moved))
    starts = datetime.datetime.fromtimestamp(instant(moved["starts_at"]), JST).replace(hour=16, minute=20)
    house.call("PATCH", path.format(**moved), {
        "scope": "this", "starts_at": "16:20", "place": "2階の小さい部屋、奥; 静かなほう", "reason": "工事があるためです。"}, version)
    return off, moved, int(starts.timestamp())


def main():
    home = pathlib.Path(tempfile.mkdtemp())
    house = None
    try:
        house = House(sys.argv[1], home)
        slug = house.call("GET", "/facility")[0]["slug"]
        links = {detail: house.call("POST", "/me/calendar_feeds", {"detail": detail, "label": detail})[0] for detail in DETAILS}
        # The address a person copies names the house as the world knows it; here it stands on another port.
        addresses = {name: house.base + re.sub(r"^https?://[^/]+", "", link["url"]) for name, link in links.items()}
        addresses["open"] = f"{house.base}/api/v1/open/{slug}.ics"
        subscribe.configure(home, addresses)
        sync = ["vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "sync", "--force-delete"]
        subscribe.call(home, "vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover")
        subscribe.call(home, *sync)
        before = differences(shown(home, addresses), house.occurrences())
        off, moved, at = change(house)
        subscribe.call(home, *sync)
        now = shown(home, addresses)
        after = differences(now, house.occurrences())
        titles = {one[:3] for one in seen(now["place"])}
        assert (instant(off["starts_at"]), instant(off["ends_at"]), "【中止】" + off["title"]) in titles, "the cancellation did not arrive"
        assert (at, moved["title"]) in {(one[0], one[2]) for one in titles}, "the move did not arrive"

        name = links["name"]
        _, version = house.call("GET", "/me/calendar_feeds")
        house.call("DELETE", f"/me/calendar_feeds/{name['feed_id']}", version=version)
        gone = http.client.HTTPConnection(house.base.removeprefix("http://"))
        gone.request("GET", addresses["name"].removeprefix(house.base))
        status = gone.getresponse().status
        assert status == 404, f"a revoked link answers {status}"
        print(f"{len(addresses)} subscriptions to the running server: {before} events, {after} after a change; differences: 0")
    finally:
        if house:
            house.process.send_signal(signal.SIGINT)
            house.process.wait(20)
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
