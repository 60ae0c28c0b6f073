#!/usr/bin/env python3
"""Answers a question into Switchboard's database, as any program may: standard library only.

The pattern: insert a message with status "processing", let its content grow, set "complete" (or "failed").
A dashboard on the same database shows the answer while it is being written.

    python3 examples/ask.py "Which format do you send?" --module inventory
    some-program | python3 examples/ask.py "What did some-program say?" --module inventory --stdin
"""

import argparse
import json
import os
import sqlite3
import sys
import time
import uuid


def default_database() -> str:
    home = os.environ.get("SWITCHBOARD_HOME", os.path.expanduser("~/.switchboard"))
    return os.environ.get("SWITCHBOARD_DB", os.path.join(home, "switchboard.db"))


class ConversationStore:
    """The two tables that every program shares. Open one for each thread: SQLite connections are not shared."""

    def __init__(self, path: str) -> None:
        if not os.path.exists(path):
            sys.exit(f"There is no database {path}. Start Switchboard once, or name it with --db.")
        # isolation_level=None: each statement is a transaction, seen by the dashboard at once.
        self.connection = sqlite3.connect(path, timeout=10, isolation_level=None)
        self.connection.execute("PRAGMA foreign_keys = ON")

    def create_thread(self, title: str, modules: list[str]) -> str:
        thread_id, now = str(uuid.uuid4()), time.time()
        self.connection.execute(
            "INSERT INTO threads (thread_id, title, modules, created_at, updated_at, metadata) VALUES (?, ?, ?, ?, ?, ?)",
            (thread_id, title, json.dumps(modules), now, now, json.dumps({"source": "ask.py"})),
        )
        return thread_id

    def add_message(self, thread_id: str, module: str, content: str, type: str, status: str = "complete") -> str:
        message_id = str(uuid.uuid4())
        self.connection.execute(
            "INSERT INTO messages (message_id, thread_id, module, content, type, timestamp, status, metadata)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (message_id, thread_id, module, content, type, time.time(), status, json.dumps({"source": "ask.py"})),
        )
        return message_id

    def update_message(self, message_id: str, content: str, status: str) -> bool:
        """Changes a message that is still processing; False when someone else has ended it."""
        cursor = self.connection.execute(
            "UPDATE messages SET content = ?, status = ? WHERE message_id = ? AND status = 'processing'",
            (content, status, message_id),
        )
        return cursor.rowcount == 1


def words(text: str):
    """Stands for a program that says one thing after another."""
    for word in text.split(" "):
        yield word + " "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("question")
    parser.add_argument("--module", default="example", help="the module that is asked (default: example)")
    parser.add_argument("--thread", help="a thread that exists; default: a new one")
    parser.add_argument("--stdin", action="store_true", help="the answer is what comes on standard input")
    parser.add_argument("--answer", default="This answer is written word by word by examples/ask.py.")
    parser.add_argument("--delay", type=float, default=0.15, help="seconds between two words (default: 0.15)")
    parser.add_argument("--db", default=default_database(), help="default: %(default)s")
    arguments = parser.parse_args()

    store = ConversationStore(arguments.db)
    thread_id = arguments.thread or store.create_thread(arguments.question[:80], [arguments.module])
    store.add_message(thread_id, arguments.module, arguments.question, "question")
    message_id = store.add_message(thread_id, arguments.module, "", "response", status="processing")
    print(json.dumps({"thread_id": thread_id, "message_id": message_id}), flush=True)

    content = ""
    try:
        for piece in sys.stdin if arguments.stdin else words(arguments.answer):
            content += piece
            if not store.update_message(message_id, content, "processing"):
                sys.exit("Someone else has ended this message.")
            if not arguments.stdin:
                time.sleep(arguments.delay)
    except KeyboardInterrupt:
        store.update_message(message_id, content, "failed")
        sys.exit(130)
    store.update_message(message_id, content, "complete")


if __name__ == "__main__":
    main()
