#!/usr/bin/env python3
"""Talks to a running dashboard over its HTTP API: standard library only.

    python3 examples/client.py modules
    python3 examples/client.py ask inventory "Which format do you send?"
    python3 examples/client.py search '"purchase order" -draft'
    python3 examples/client.py threads

The address is that of the dashboard: --url, else SWITCHBOARD_URL, else http://127.0.0.1:4747. The token is read from
the file "token" in SWITCHBOARD_HOME, else in ~/.switchboard.
"""

import argparse
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator


class Refused(Exception):
    """The API turned a request down: what happened, and what to do next."""

    def __init__(self, error: dict) -> None:
        super().__init__(f"{error['message']} {error['hint']}")
        self.code = error["code"]


def read_token() -> str:
    home = os.environ.get("SWITCHBOARD_HOME", os.path.expanduser("~/.switchboard"))
    try:
        with open(os.path.join(home, "token"), encoding="ascii") as file:
            return file.read().strip()
    except OSError as error:
        sys.exit(f"The token can't be read: {error}. Start Switchboard once, or set SWITCHBOARD_HOME.")


class Switchboard:
    """The HTTP API of a dashboard."""

    def __init__(self, url: str, token: str) -> None:
        self.base = url.rstrip("/") + "/api/v1"
        self.headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}

    def modules(self) -> list[dict]:
        return self._send("GET", "/modules")["modules"]

    def threads(self, **narrowing: str) -> Iterator[dict]:
        """All threads, newest activity first, page by page."""
        after = None
        while True:
            page = self._send("GET", "/threads", {**narrowing, **({"after": after} if after else {})})
            yield from page["threads"]
            after = page["next"]
            if after is None:
                return

    def search(self, query: str) -> dict:
        return self._send("GET", "/search", {"query": query})

    def ask(self, module: str, question: str, thread: str | None = None) -> dict:
        """Asks a module, and returns as soon as the question is in line."""
        body = {"module": module, "question": question}
        return self._send("POST", "/queries", body={**body, **({"thread": thread} if thread else {})})

    def follow(self, message_id: str) -> Iterator[dict]:
        """What happens to an answer, until it has ended; after a lost connection it goes on where it was."""
        last_id, ended = "", False
        while not ended:
            request = self._request("GET", f"/queries/{urllib.parse.quote(message_id)}/events")
            if last_id:
                request.add_header("Last-Event-ID", last_id)
            try:
                with self._open(request) as response:
                    for event_id, event in server_sent_events(response):
                        last_id = event_id
                        ended = event["type"] == "ended"
                        yield event
            except (ConnectionError, TimeoutError):
                continue

    def _request(self, method: str, path: str, query: dict | None = None, body: dict | None = None) -> urllib.request.Request:
        address = self.base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        data = None if body is None else json.dumps(body).encode()
        return urllib.request.Request(address, data, self.headers, method=method)

    def _open(self, request: urllib.request.Request):
        try:
            return urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)["error"]) from error

    def _send(self, method: str, path: str, query: dict | None = None, body: dict | None = None) -> dict:
        with self._open(self._request(method, path, query, body)) as response:
            return json.load(response)


def server_sent_events(lines) -> Iterator[tuple[str, dict]]:
    """Each event's id and data. Comments, which only say that the connection lives, are left out."""
    event_id, data = "", ""
    for line in lines:
        line = line.decode().rstrip("\r\n")
        if line == "" and data:
            yield event_id, json.loads(data)
            data = ""
        field, _, value = line.partition(": ")
        if field == "id":
            event_id = value
        elif field == "data":
            data += value


def ask(api: Switchboard, module: str, question: str, thread: str | None) -> int:
    query = api.ask(module, question, thread)
    for event in api.follow(query["messageId"]):
        if event["type"] == "text":
            print(event["text"], end="", flush=True)
        elif event["type"] == "ended":
            print(f"\n\n{event['status']}: thread {query['threadId']}, message {query['messageId']}")
            if event["failure"]:
                print(event["failure"]["message"], file=sys.stderr)
            return 0 if event["status"] == "complete" else 1
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default=os.environ.get("SWITCHBOARD_URL", "http://127.0.0.1:4747"))
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("modules")
    commands.add_parser("threads")
    commands.add_parser("search").add_argument("query")
    asking = commands.add_parser("ask")
    asking.add_argument("module")
    asking.add_argument("question")
    asking.add_argument("--thread")
    given = parser.parse_args()
    api = Switchboard(given.url, read_token())
    try:
        if given.command == "ask":
            return ask(api, given.module, given.question, given.thread)
        if given.command == "modules":
            for module in api.modules():
                print(f"{module['name']}\t{module['description'] or module['path']}")
        elif given.command == "threads":
            for thread in api.threads():
                print(f"{thread['threadId']}\t{thread['title'] or thread['lastQuestion'] or ''}")
        else:
            for hit in api.search(given.query)["hits"]:
                print(f"{hit['module']}\t{''.join(piece['text'] for piece in hit['snippet'])}")
        return 0
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 3
    except urllib.error.URLError as error:
        print(f"No dashboard answers at {given.url}: {error.reason}. Start it, or name it with --url.", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
