"""Signs the generated requests in as staff of the sample facility, and gives commands their keys."""

import json
import os
import time
import urllib.request
import uuid

import schemathesis

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
        return sign_in()

    def set(self, case, data, context):
        case.headers = case.headers or {}
        # Ending the own session would only make the rest of the run meaningless.
        if not case.path.endswith("/sessions/current"):
            case.headers["Authorization"] = f"Bearer {data}"
