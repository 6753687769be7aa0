#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of the built-in signals and rules and writes Sources/ThreadModeration/Tables/WeightTable.swift.

    swift build -c release --product moderate
    python3 Tools/weights/fit.py --moderate .build/release/moderate --labelled ../shared/data/labelled [--check]

Logistic regression (SciPy, L-BFGS-B) on what `moderate scan --signals` says of labelled comments: weights of evidence
for a flag are kept at or above zero, those of evidence against it at or below. Every set counts the same, and in it
positives and negatives count the same; the bias is then moved to PRIOR. Reported are AUCs with the set itself left
out of the fit. Needs numpy and scipy.
"""
import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from scipy.optimize import minimize

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "Sources/ThreadModeration/Tables/WeightTable.swift"
PRIOR = {"hostility": 0.12, "spam": 0.16}
L2 = 5e-4
# Evidence weighs at least this much, so that everything that is shown also counts.
FLOOR = 0.25
# Copies of rows of other sets, labels that are about accounts rather than texts, and test suites written to trap
# classifiers, which say nothing about how often a thing occurs.
MASK = 2**64 - 1
NOT_FITTED = {"benign_technical", "twitter_utkml", "smokedetector_tests", "blogspam_tests", "hatecheck",
              "hatemoji_build", "hatemoji_check"}
# Sets whose licence lets their labels go into what we ship; Docs/ModelCard.md names them.
CLEAN = {"civil_spans", "convabuse", "davidson", "edos_sexist", "fox_news", "gab_hate", "github_incivility",
         "jigsaw_sample", "surge_toxicity", "trac1", "wiki_context", "wiki_toxic_test", "sms_spam", "telegram_spam",
         "youtube_spam", "se_titles"}
# Sets about hostility whose comments are taken for no spam; see background.py.
NO_SPAM = {"wiki_context", "github_incivility", "fox_news", "benign_technical"}
SIGNED = {"hostility.learned", "spam.learned"}
NEUTRAL = {"hostility.second-person", "hostility.exclamations", "spam.digit-share", "spam.emoji-flood"}
AGAINST = {"hostility.civility", "hostility.reporting", "hostility.technical-talk"}
# The sets that may be fitted hold little talk of programmers: there is no more to be learned than that it is rare.
AT_MOST = {"hostility.technical-talk": -0.1, "hostility.civility": -0.1, "hostility.reporting": -0.1}
CAPS = {"hostility.second-person": 4, "hostility.civility": 3, "hostility.technical-talk": 4,
        "hostility.exclamations": 3, "hostility.profanity": 1, "hostility.reporting": 2, "spam.hashtags": 5,
        "spam.emoji-flood": 6, "spam.invisible-characters": 4, "spam.digit-share": 0.5, "links.count": 3,
        "spam.repeated-words": 10, "links.repeated": 5, "conduct.pile-on": 6, "conduct.spiral": 8,
        "conduct.duplicate": 4, "conduct.campaign": 4, "conduct.many-mentions": 8, "conduct.pasted-digest": 2.4,
        "hostility.learned": 6, "spam.learned": 6, "conduct.flooding": 20, "conduct.top-level-spree": 8}
SHARES = {"hostility.shouting", "hostility.density", "spam.repeated-characters", "spam.styled-letters", "spam.digit-share"}
# No labels exist for these; see Docs/Quality.md.
BY_HAND = {"spam.test-string": 14.0, "conduct.duplicate": 1.5, "conduct.campaign": 1.3, "conduct.flooding": 0.25,
           "conduct.self-reply": 0.3, "conduct.top-level-spree": 0.3, "conduct.many-mentions": 0.5,
           "conduct.pasted-digest": 2.2, "conduct.pile-on": 0.9, "conduct.spiral": 0.6}
# No set labels links as such: how much each counts for the category "links" is set by hand. For spam it is fitted.
LINKS_BY_HAND = {"links.count": 0.8, "links.shortener": 2.2, "links.obfuscated": 3.4, "links.ip-address": 3.0,
                 "links.user-info": 3.0, "links.mismatch": 3.2, "links.suspicious-domain": 1.2, "links.only": 1.2,
                 "links.at-end-of-short": 0.3, "links.mixed-script": 3.0, "links.repeated": 0.4}
RULES_BY_HAND = {"links.many": 1.2}
BIAS_BY_HAND = {"conduct": -3.6, "custom": -6.0, "links": -3.4}
# Hardly any labelled comment shows these: the fit may raise their weights, not lower them.
RARE = {"hostility.threat": 2.0, "hostility.mocking": 0.3, "hostility.identity": 0.9, "hostility.dehumanizing": 1.2, "hostility.you-are-a": 2.2,
        "hostility.what-is-wrong-with-you": 1.2, "hostility.told-to-leave": 2.2, "hostility.wish-of-harm": 2.4,
        "hostility.announced-harm": 2.4, "hostility.people-should-not-exist": 2.4, "spam.contact-handle": 0.9,
        "spam.planted-testimonial": 1.8, "spam.praise-with-link": 1.2, "spam.repeated-words": 0.3,
        "spam.disguised-words": 2.8, "spam.name-with-number": 2.2, "spam.gambling": 2.0,
        "spam.repeated-characters": 1.5, "spam.few-characters": 1.5, "spam.gibberish": 0.8,
        "spam.easy-money": 1.0, "links.obfuscated": 1.0, "links.shortener": 0.6}


def half(text: str) -> str:
    """The half a text belongs to, as `moderate learn --half` counts it."""
    value = 0xCBF29CE484222325
    for byte in text.encode()[:200]:
        if byte >= 0x41:
            value = (value ^ (byte | 0x20)) * 0x100000001B3 & MASK
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & MASK
    return "odd" if value >> 8 & 1 else "even"


def scan(arguments, path: pathlib.Path, scratch: str):
    moderate = arguments.moderate
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    if arguments.half:
        rows = [row for row in rows if half(row["text"]) == arguments.half]
    source = os.path.join(scratch, path.name)
    with open(source, "w", encoding="utf-8") as f:
        for n, row in enumerate(rows):
            record = {"id": f"r{n}", "thread": f"t{n}", "author": "a", "body": row["text"]}
            if row.get("parent_text"):
                f.write(json.dumps({"id": f"p{n}", "thread": f"t{n}", "author": "b", "body": row["parent_text"]}) + "\n")
                record["parent"] = f"p{n}"
            f.write(json.dumps(record) + "\n")
    out = os.path.join(scratch, path.name + ".out")
    subprocess.run([moderate, "scan", source, "--format", "jsonl", "--signals", "--output", out, "--quiet",
                    "--progress", "never", *(["--model", arguments.model] if arguments.model else [])], check=True)
    verdicts = {v["id"]: v for v in map(json.loads, open(out, encoding="utf-8"))}
    return [(row.get("label") or {}, verdicts[f"r{n}"], row) for n, row in enumerate(rows)]


def auc(scores, labels) -> float:
    order = np.argsort(scores, kind="mergesort")
    scores, labels = np.asarray(scores)[order], np.asarray(labels)[order]
    ranks = np.empty(len(scores))
    start = 0
    while start < len(scores):
        end = start
        while end < len(scores) and scores[end] == scores[start]:
            end += 1
        ranks[start:end] = (start + end + 1) / 2
        start = end
    positives = labels.sum()
    negatives = len(labels) - positives
    return float((ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def fit(x, y, weight, bounds):
    def loss(theta):
        z = x @ theta[:-1] + theta[-1]
        p = 1 / (1 + np.exp(-np.clip(z, -60, 60)))
        value = -(weight * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum()
        error = weight * (p - y)
        gradient = np.append(x.T @ error + 2 * L2 * theta[:-1], error.sum())
        return value + L2 * (theta[:-1] ** 2).sum(), gradient

    start = np.append([(lower or 0) if lower is not None else 0 for lower, _ in bounds], 0.0)
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds + [(None, None)],
                    options={"maxiter": 500}).x


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--moderate", required=True)
    parser.add_argument("--labelled", required=True, type=pathlib.Path)
    parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")
    parser.add_argument("--model", help="judge with this learned scorer")
    parser.add_argument("--half", choices=["even", "odd"],
                        help="look only at one half, the one that the model did not learn from")
    arguments = parser.parse_args()
    listing = subprocess.run([arguments.moderate, "rules", "list"], check=True, capture_output=True, text=True).stdout
    rules_part, signals_part = listing.split("\nSignals\n")
    rule_ids = [line.split()[0] for line in rules_part.splitlines()[1:] if line.strip()]
    signal_ids = [line.split()[0] for line in signals_part.splitlines() if line.strip()]

    data = {}
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(arguments.labelled.glob("*.ndjson")):
            data[path.stem] = scan(arguments, path, scratch)

    lines = []
    for category, label, prefixes in [("hostility", "hostile", ("hostility.",)), ("spam", "spam", ("spam.", "links."))]:
        features = [s for s in signal_ids if s.startswith(prefixes) and s not in BY_HAND]
        features += [r for r in rule_ids if r.startswith(prefixes) and r not in RULES_BY_HAND]
        index = {name: n for n, name in enumerate(features)}
        # In labelled spam nearly every link and number is spam; out there it is not. By itself neither may flag a
        # comment; nor may a single swear word.
        most = {"spam.phone-number": 1.8, "spam.digit-share": 2.0, "hostility.density": 2.5, "hostility.profanity": 1.6, "links.count": 0.7, "links.at-end-of-short": 0.7, "links.only": 0.7}
        bounds = [(None, AT_MOST.get(name, 0)) if name in AGAINST else (0 if name in NEUTRAL else RARE.get(name, FLOOR), most.get(name, 16 if name in SHARES else 6)) for name in features]
        parts = {}
        for name, rows in data.items():
            if category == "spam" and name in NO_SPAM:
                rows = [({"spam": 0}, *r[1:]) for r in rows]
            rows = [r for r in rows if label in r[0]]
            if not rows:
                continue
            x = np.zeros((len(rows), len(features)))
            for n, (_, verdict, _) in enumerate(rows):
                for signal, value in (verdict.get("signals") or {}).items():
                    if signal in index:
                        cap = CAPS.get(signal, 2.5)
                        x[n, index[signal]] = max(min(value, cap), -cap) if signal in SIGNED else min(value, cap)
                for finding in verdict["findings"]:
                    if finding["rule"] in index and finding["rule"] in rule_ids:
                        x[n, index[finding["rule"]]] = 1
            y = np.array([r[0][label] for r in rows], dtype=float)
            weight = np.where(y == 1, 0.5 / max(y.sum(), 1), 0.5 / max((1 - y).sum(), 1))
            parts[name] = (x, y, weight)
        fitted = [n for n in parts if n in CLEAN]

        def solve(names):
            return fit(np.vstack([parts[n][0] for n in names]), np.concatenate([parts[n][1] for n in names]),
                       np.concatenate([parts[n][2] for n in names]) / len(names) * 10, bounds)

        print(f"\n== {category}: {len(features)} features, {len(fitted)} sets")
        aucs, unseen = [], []
        whole = solve(fitted)
        for name in parts:
            x, y, _ = parts[name]
            theta = solve([n for n in fitted if n != name])
            held_out = auc(x @ theta[:-1], y) if 0 < y.sum() < len(y) else float("nan")
            bias = theta[-1] + math.log(PRIOR[category] / (1 - PRIOR[category]))
            flagged = (x @ theta[:-1] + bias >= 0)
            hit = flagged[y == 1].mean() if (y == 1).any() else float("nan")
            alarm = flagged[y == 0].mean() if (y == 0).any() else float("nan")
            print(f"{name:24} n={len(y):6} auc={held_out:.3f} recall={hit:.3f} alarms={alarm:.4f}")
            if not math.isnan(held_out) and len(y) >= 100:
                (aucs if name in CLEAN else unseen).append(held_out)
        print(f"macro AUC: {np.mean(aucs + unseen):.3f}; fitted sets, each left out {np.mean(aucs):.3f}, others {np.mean(unseen):.3f}")
        watched = [n for n in ("wiki_context", "benign_technical", "insults", "surge_toxicity", "sms_spam",
                               "youtube_spam", "gambling_id", "telegram_spam", "github_incivility") if n in parts]
        for prior in (0.08, 0.11, 0.14, 0.17, 0.2, 0.24, 0.28):
            bias = whole[-1] + math.log(prior / (1 - prior))
            print(f"prior {prior:.2f}:", ", ".join(
                f"{n} {(parts[n][0] @ whole[:-1] + bias >= 0)[parts[n][1] == 1].mean() if parts[n][1].any() else 0:.3f}/"
                f"{(parts[n][0] @ whole[:-1] + bias >= 0)[parts[n][1] == 0].mean():.4f}" for n in watched))
        bias = whole[-1] + math.log(PRIOR[category] / (1 - PRIOR[category]))
        lines.append(f"bias {category} {bias:.3f}")
        for name, weight in zip(features, whole):
            if category == "spam" and name.startswith("links."):
                # A signal adds to one category; links count for spam through their own.
                lines.append(f"{name} {weight:.3f} {CAPS.get(name, 2.5)} spam")
            elif name in rule_ids:
                lines.append(f"rule {name} {weight:.3f}")
            else:
                lines.append(f"{name} {weight:.3f} {CAPS.get(name, 2.5)}")
    for name, weight in (BY_HAND | LINKS_BY_HAND).items():
        lines.append(f"{name} {weight:.3f} {CAPS.get(name, 2.5)}")
    for name, weight in RULES_BY_HAND.items():
        lines.append(f"rule {name} {weight:.3f}")
    for name, bias in BIAS_BY_HAND.items():
        lines.append(f"bias {name} {bias:.3f}")
    text = (
        "// Written by Tools/weights/fit.py; Docs/Quality.md tells how.\n// swift-format-ignore-file\n\n"
        "/// Lines of `bias CATEGORY LOG-ODDS`, `SIGNAL WEIGHT CAP [CATEGORY]` and `rule ID WEIGHT`.\n"
        "enum WeightTable {\n  static let text: String = \"\"\"\n" + "\n".join(lines) + "\n\"\"\"\n}\n")
    if arguments.dry_run:
        print(text)
    else:
        OUT.write_text(text, encoding="utf-8")
        print(f"wrote {OUT.relative_to(ROOT)}", file=sys.stderr)


main()
