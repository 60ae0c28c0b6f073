#!/usr/bin/env python3
"""Watches the answers that are being written in Switchboard's database: standard library only.

Prints a line when a message begins, the text that was added to it, and how it ended. It polls the same two tables
that every program shares, so it sees the dashboard's own queries and those of other programs alike.

    python3 examples/monitor.py            watch until Ctrl-C
    python3 examples/monitor.py --once     until the next message has ended
    python3 examples/monitor.py --json     one JSON object a line, for programs
"""

import argparse
import json
import os
import sqlite3
import sys
import time


def default_database() -> str:
    home = os.environ.get("SWITCHBOARD_HOME", os.path.expanduser("~/.switchboard"))
    return os.environ.get("SWITCHBOARD_DB", os.path.join(home, "switchboard.db"))


def open_database(path: str) -> sqlite3.Connection:
    if not os.path.exists(path):
        sys.exit(f"There is no database {path}. Start Switchboard once, or name it with --db.")
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


class Monitor:
    def __init__(self, connection: sqlite3.Connection, as_json: bool) -> None:
        self.connection = connection
        self.as_json = as_json
        self.seen: dict[str, int] = {}  # message_id -> characters told so far

    def tell(self, event: str, row: sqlite3.Row, text: str = "") -> None:
        if self.as_json:
            line = {"event": event, "message_id": row["message_id"], "thread_id": row["thread_id"]}
            print(json.dumps({**line, "module": row["module"], "status": row["status"], "text": text}), flush=True)
        elif event == "text":
            print(text, end="", flush=True)
        else:
            print(f"\n[{row['module']}] {event} {row['message_id']}", flush=True)

    def look(self) -> int:
        """One look at the database. Returns how many messages ended since the last one."""
        begun = self.connection.execute("SELECT * FROM messages WHERE status = 'processing' ORDER BY timestamp").fetchall()
        for row in begun:
            if row["message_id"] not in self.seen:
                self.seen[row["message_id"]] = 0
                self.tell("processing", row)
        ended = 0
        for message_id in list(self.seen):
            row = self.connection.execute("SELECT * FROM messages WHERE message_id = ?", (message_id,)).fetchone()
            if row is None:  # deleted
                del self.seen[message_id]
                continue
            told = self.seen[message_id]
            if len(row["content"]) > told:
                self.tell("text", row, row["content"][told:])
                self.seen[message_id] = len(row["content"])
            if row["status"] != "processing":
                self.tell(row["status"], row)
                del self.seen[message_id]
                ended += 1
        return ended


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--once", action="store_true", help="end when a message has ended")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--interval", type=float, default=0.3, help="seconds between two looks (default: 0.3)")
    parser.add_argument("--db", default=default_database(), help="default: %(default)s")
    arguments = parser.parse_args()

    monitor = Monitor(open_database(arguments.db), arguments.json)
    try:
        while True:
            if monitor.look() and arguments.once:
                return
            time.sleep(arguments.interval)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
