"""Signs the generated requests in as staff of the sample facility, and lets most of those about the calendar find something real."""

import datetime
import itertools
import json
import os
import time
import urllib.error
import urllib.request
import uuid

import schemathesis
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation

BASE = os.environ["ENGAWA_BASE"]
LINK = os.environ["ENGAWA_LINK"]


def sign_in() -> str:
    request = urllib.request.Request(
        f"{BASE}/api/v1/sessions",
        data=json.dumps({"sign_in_link": LINK}).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())},
        method="POST",
    )
    for _ in range(90):
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["access_token"]
        except urllib.error.HTTPError as refused:
            # Too many sign-ins for a moment: the generated ones count as well.
            if refused.code != 429:
                raise
            time.sleep(1)
    raise RuntimeError("no sign-in for 90 seconds")


@schemathesis.auth(refresh_interval=60)
class Staff:
    def get(self, case, context):
        token = sign_in()
        CALENDAR.token = token
        if not CALENDAR.occurrences:
            CALENDAR.read()
        return token

    def set(self, case, data, context):
        case.headers = case.headers or {}
        # Ending the own session would only make the rest of the run meaningless.
        if not case.path.endswith("/sessions/current"):
            case.headers["Authorization"] = f"Bearer {data}"


class Calendar:
    """What the sample facility plans, read once by the staff who try everything."""

    def __init__(self) -> None:
        self.token = ""
        self.occurrences: list[dict] = []
        self.people: list[str] = []
        self.turn = itertools.count(1)

    def ask(self, path: str):
        request = urllib.request.Request(f"{BASE}/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"})
        return urllib.request.urlopen(request)

    def read(self) -> None:
        today = datetime.date.today()
        first, last = today - datetime.timedelta(days=20), today + datetime.timedelta(days=20)
        with self.ask(f"/occurrences?from={first}&to={last}") as answer:
            self.occurrences = json.load(answer)["items"]
        with self.ask("/people") as answer:
            self.people = [one["person_id"] for one in json.load(answer)["items"]]

    def etag(self, path: str) -> str | None:
        try:
            with self.ask(path) as answer:
                return answer.headers.get("ETag")
        except urllib.error.HTTPError:
            return None


CALENDAR = Calendar()


def well_formed(case, place: ParameterLocation) -> bool:
    """What was generated to be refused stays as it is."""
    part = case.meta.components.get(place) if case.meta else None
    return part is None or part.mode == GenerationMode.POSITIVE


@schemathesis.hook
def before_call(context, case, kwargs):
    """Ids made of dice find nothing: three of four requests about the calendar are about something that is there."""
    ids = case.path_parameters or {}
    if "gathering_id" not in ids or not CALENDAR.occurrences or not well_formed(case, ParameterLocation.PATH):
        return
    turn = next(CALENDAR.turn)
    # What is called off stays called off, so that is seldom meant.
    seldom = case.path.endswith("/cancellation")
    if (turn % 20 != 0) if seldom else (turn % 4 == 0):
        return
    one = CALENDAR.occurrences[turn % len(CALENDAR.occurrences)]
    ids["gathering_id"] = one["gathering_id"]
    if "recurrence_id" in ids:
        ids["recurrence_id"] = one["recurrence_id"]
    if "person_id" in ids:
        ids["person_id"] = CALENDAR.people[turn % len(CALENDAR.people)]
    if case.headers and "If-Match" in case.headers and well_formed(case, ParameterLocation.HEADER):
        about = f"/gatherings/{one['gathering_id']}"
        if "recurrence_id" in ids:
            about += f"/occurrences/{one['recurrence_id']}"
        case.headers["If-Match"] = CALENDAR.etag(about) or case.headers["If-Match"]
