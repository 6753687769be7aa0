#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The measuring part of `Benchmarks/scan`, which see."""
import argparse
import json
import os
import re
import resource
import subprocess
import sys

# What a Reddit dump of 2020 has beside the fields of 2012: the fields are those of the site, the values ours.
LATER_FIELDS = {
    "all_awardings": [], "approved_at_utc": None, "approved_by": None, "associated_award": None,
    "author_cakeday": False, "author_flair_background_color": "", "author_flair_richtext": [],
    "author_flair_template_id": None, "author_flair_text_color": "dark", "author_flair_type": "text",
    "author_fullname": "t2_4w1kz8qp", "author_patreon_flair": False, "author_premium": False, "awarders": [],
    "banned_at_utc": None, "can_gild": True, "can_mod_post": False, "collapsed": False,
    "collapsed_because_crowd_control": None, "collapsed_reason": None, "comment_type": None, "created": 1578300000,
    "gildings": {}, "is_submitter": False, "likes": None, "locked": False, "mod_note": None, "mod_reason_by": None,
    "mod_reason_title": None, "no_follow": True, "num_reports": None, "permalink": "/r/x/comments/3qv54/_/1h9u1hk/",
    "quarantined": False, "removal_reason": None, "replies": "", "report_reasons": None, "saved": False,
    "send_replies": True, "steward_reports": [], "stickied": False, "subreddit_name_prefixed": "r/x",
    "subreddit_type": "public", "top_awarded_type": None, "total_awards_received": 0, "treatment_tags": [],
    "user_reports": [],
}


def corpora(work, shared, copies):
    """The comments of the shared corpus as they are and with the fields of 2020, several times over."""
    paths = {kind: os.path.join(work, f"{kind}-{copies}.ndjson") for kind in ("slim", "full")}
    if all(map(os.path.exists, paths.values())):
        return paths
    packed = os.path.join(shared, "data/bench/comments_40k.ndjson.zst")
    plain = subprocess.run(["zstd", "-dcq", packed], check=True, stdout=subprocess.PIPE).stdout
    full = b"".join(
        json.dumps({**json.loads(line), **LATER_FIELDS}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        for line in plain.splitlines())
    for kind, data in (("slim", plain), ("full", full)):
        with open(paths[kind] + ".partial", "wb") as out:
            for _ in range(copies):
                out.write(data)
        os.rename(paths[kind] + ".partial", paths[kind])
    return paths


def rule_file(moderate, work, shared, name):
    """The rule set as one of ours: a document a rule, each of which reports; and the rules that PCRE2 refuses."""
    path = os.path.join(work, name + ".yaml")
    with open(os.path.join(shared, "data/bench", name + ".tsv"), encoding="utf-8") as rules:
        rows = [line.rstrip("\n").split("\t") for line in rules]
    empty = os.path.join(work, "empty.ndjson")
    open(empty, "w").close()
    refused = set()
    for _ in range(6):
        owners = []
        with open(path, "w", encoding="utf-8") as out:
            for number, (_, flags, pattern) in enumerate(rows):
                if number in refused:
                    continue
                case = "" if "i" in flags else ", case-sensitive"
                quoted = ("(?s)" if "s" in flags else "") + pattern
                text = (f"---\nid: r{number}\naction: report\n"
                        f"body (includes, regex{case}): '{quoted.replace(chr(39), chr(39) * 2)}'\n")
                out.write(text)
                owners += [number] * text.count("\n")
        check = subprocess.run([moderate, "scan", "--matching-only", "--rules", path, "--quiet", "--output", "/dev/null",
                                empty], stderr=subprocess.PIPE, text=True)
        wrong = {owners[int(line) - 1] for line in re.findall(r"\.yaml:(\d+)(?::\d+)?: error", check.stderr)}
        if check.returncode == 0:
            return path, len(rows) - len(refused), len(refused)
        if not wrong - refused:
            sys.exit(f"{path} cannot be used:\n{check.stderr[:2000]}")
        refused |= wrong
    sys.exit(f"{path} cannot be used")


def limit(work, shared, dump, rules=None, threads=1):
    command = [os.path.join(work, "limit"), "--threads", str(threads)]
    if rules:
        command += ["--rules", os.path.join(shared, "data/bench", rules + ".tsv"), "--db", os.path.join(work, rules + ".hsdb")]
    else:
        command += ["--stage", "json"]
    told = subprocess.run(command + [dump, os.path.join(work, "limit.out")], check=True, stderr=subprocess.PIPE,
                          text=True).stderr
    figures = dict(re.findall(r"(\w+)=([\d.]+)", told))
    figures["ns"] = float(re.search(r"([\d.]+) ns cpu/comment", told)[1])
    return figures


def python_re(work, shared, dump, rules, comments):
    told = subprocess.run(
        [sys.executable, os.path.join(shared, "tools/bench/limit.py"), "--rules",
         os.path.join(shared, "data/bench", rules + ".tsv"), "--engine", "re", "--limit", str(comments), dump,
         os.path.join(work, "python.out")], stderr=subprocess.PIPE, text=True)
    found = re.search(r"([\d.]+) ns cpu/comment", told.stderr)
    return float(found[1]) if found else None


def ours(moderate, work, dump, *options):
    """CPU a comment in all phases but compiling rules, as --stats says; and wall seconds and peak of memory."""
    command = [moderate, "scan", dump, "--emit", "flagged", "--quiet", "--stats", *options]
    if "--output" not in options:
        command += ["--output", os.path.join(work, "ours.out")]
    told = subprocess.run(command, check=True, stderr=subprocess.PIPE, text=True).stderr
    phases = {name.strip(): int(ns) for name, ns in re.findall(r"^(.{24}) .* (\d+) ns a comment$", told, re.M)}
    last = re.search(r"all: ([\d.]+) s of CPU in ([\d.]+) s, (\d+) comments, (\d+) bytes of input, (\d+) KiB", told)
    return {"ns": sum(phases.values()), "phases": phases, "cpu": float(last[1]), "wall": float(last[2]),
            "comments": int(last[3]), "bytes": int(last[4]), "peak": int(last[5]) >> 10}


def agreement(work):
    flagged = pairs = 0
    with open(os.path.join(work, "ours.out"), "rb") as lines:
        for line in lines:
            flagged += 1
            pairs += len({finding["rule"] for finding in json.loads(line)["findings"]})
    return flagged, pairs


def compare(arguments, paths):
    work, shared, moderate = arguments.work, arguments.shared, arguments.moderate
    failures = []

    def bar(what, value, limit, is_most=True):
        missed = value > limit if is_most else value < limit
        print(f"| {what} | {'≤' if is_most else '≥'} {limit:g} | {value:.2f} |{' **missed**' if missed else ''}", flush=True)
        if missed:
            failures.append(what)

    rounds = range(arguments.rounds)
    sets = {name: rule_file(moderate, work, shared, name) for name in arguments.sets.split(",")}
    rows = []
    for kind in ("slim", "full"):
        dump = paths[kind]
        theirs = min(limit(work, shared, dump)["ns"] for _ in rounds)
        mine = min((ours(moderate, work, dump, "--matching-only", "--jobs", "1") for _ in rounds), key=lambda r: r["ns"])
        rows.append((f"read and parse, {kind}", theirs, mine["ns"], ""))
        if kind == "slim":
            parse = mine["bytes"] / mine["comments"] / mine["ns"]
            parse_ratio = mine["ns"] / theirs
        for name, (rules, count, refused) in sets.items():
            best = [None, None]
            for _ in rounds if name != "large" else range(min(3, arguments.rounds)):
                them = limit(work, shared, dump, name)
                us = ours(moderate, work, dump, "--matching-only", "--rules", rules, "--jobs", "1")
                best[0] = them if not best[0] or them["ns"] < best[0]["ns"] else best[0]
                best[1] = us if not best[1] or us["ns"] < best[1]["ns"] else best[1]
            flagged, pairs = agreement(work)
            rows.append((f"{name} ({count:,} rules), {kind}", best[0]["ns"], best[1]["ns"],
                         f"flagged {best[0]['flagged']} / {flagged}, pairs {best[0]['pairs']} / {pairs}"
                         + (f"; {refused} rules that PCRE2 refuses left out" if refused else "")))
    print("\n| | C++, ns of CPU a comment | ours | ratio | agreement (C++ / ours) |\n| --- | ---: | ---: | ---: | --- |")
    for what, them, us, note in rows:
        print(f"| {what} | {them:,.0f} | {us:,.0f} | {us / them:.2f} | {note} |")
    print("\n| bar | asked | measured |\n| --- | ---: | ---: |")
    ratio = {row[0].split(" ")[0]: row[2] / row[1] for row in rows if row[0].endswith("slim") and "(" in row[0]}
    if "small" in ratio:
        bar("30 rules: CPU of the C++ program", ratio["small"], 0.65)
    if "large" in ratio:
        bar("29,200 rules: CPU of the C++ program", ratio["large"], 0.2)
    if "small" in sets:
        python = min(filter(None, (python_re(work, shared, paths["slim"], "small", 4000) for _ in range(3))), default=None)
        us = next(row[2] for row in rows if row[0].startswith("small") and row[0].endswith("slim"))
        if python:
            bar(f"30 rules: times faster than Python's re ({python:,.0f} ns)", python / us, 60, is_most=False)
    bar("reading, parsing and counting, GB/s of CPU time", parse, 1.5, is_most=False)
    print(f"\nReading beside simdjson: {parse_ratio:.2f} of its CPU.")
    if "small" in sets:
        rules = sets["small"][0]
        walls = {jobs: min((ours(moderate, work, paths["slim"], "--matching-only", "--rules", rules, "--jobs", str(jobs))
                            for _ in rounds), key=lambda r: r["wall"]) for jobs in (1, 2)}
        print(f"Two jobs: {walls[1]['wall'] / walls[2]['wall']:.2f} times one by the clock (meaningful on free cores), "
              f"{walls[2]['cpu'] / walls[1]['cpu']:.2f} times the CPU.")
    whole = ours(moderate, work, paths["slim"].replace(paths["slim"], arguments.threads or paths["slim"]), "--jobs", "1",
                 "--report", os.path.join(work, "whole.html"))
    print(f"Everything on (threads, signals, built-in rules, campaigns, page): {whole['ns']:,} ns a comment, "
          f"{whole['peak']} MiB. By phase: " + ", ".join(f"{name} {ns:,}" for name, ns in whole["phases"].items()))
    return 1 if failures else 0


def growth(arguments, paths):
    """Comments by `--matching-only`, and with everything on for those that make_dump.py gives."""
    work, moderate = arguments.work, arguments.moderate
    rules = rule_file(moderate, work, arguments.shared, "small")[0]
    dump = arguments.dump or paths["slim"]
    with open(dump, "rb") as lines:
        total = sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))
    print("| comments | --matching-only, 30 rules: ns of CPU a comment | MiB at most | everything on, --memory 512M: ns | MiB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for wanted in (100_000, 300_000, 1_000_000, 2_000_000, 10_000_000):
        part = os.path.join(work, "part.ndjson")
        with open(part, "wb") as out:
            left = wanted
            while left > 0:
                with open(dump, "rb") as lines:
                    for line in lines:
                        out.write(line)
                        left -= 1
                        if left == 0:
                            break
        match = ours(moderate, work, part, "--matching-only", "--rules", rules, "--jobs", "1", "--output", "/dev/null")
        if wanted <= min(total, arguments.most):
            all_on = ours(moderate, work, part, "--jobs", "1", "--memory", "512M", "--output", "/dev/null")
            more = f"{all_on['ns']:,} | {all_on['peak']}"
        else:
            more = "– | –"
        print(f"| {wanted:,} | {match['ns']:,} | {match['peak']} | {more} |", flush=True)
        os.remove(part)
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="compare", choices=["compare", "growth"])
    parser.add_argument("--moderate", required=True)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sets", default="small,medium,large")
    parser.add_argument("--copies", type=int, default=6, help="how often the 40,000 comments are repeated")
    parser.add_argument("--threads", help="a dump for the run with everything on")
    parser.add_argument("--dump", help="growth: a dump to take comments from, over and over")
    parser.add_argument("--most", type=int, default=2_000_000, help="growth: the most comments with everything on")
    arguments = parser.parse_args()
    paths = corpora(arguments.work, arguments.shared, arguments.copies)
    sys.exit(growth(arguments, paths) if arguments.what == "growth" else compare(arguments, paths))


main()
