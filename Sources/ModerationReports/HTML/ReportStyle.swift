// SPDX-License-Identifier: Apache-2.0

/// The page's style sheet.
///
/// Text and its background contrast at least 4.5 to 1 in both schemes (WCAG 2.2, 1.4.3).
enum ReportStyle {
  /// The hash by which the page's policy allows it.
  static let hash = SHA256.base64(Array(source.description.utf8))

  static let source: StaticString = """
    :root {
      color-scheme: light dark;
      --page: #f5f6f8; --card: #fff; --ink: #1b2430; --soft: #566273; --line: #dde2e9;
      --track: #e9edf2; --link: #1f5a96; --code: #eef1f5; --edge: #8a95a5; --other: #c3ccd8;
      --remove-fill: #c23b3f; --hold-fill: #d98a1f; --report-fill: #4a86c8; --allow-fill: #7fae95;
      --remove: #a61b24; --remove-bg: #fce9ea; --hold: #86480a; --hold-bg: #fdf0dc;
      --report: #1d5292; --report-bg: #e5eefa; --allow: #2b6147; --allow-bg: #e5f2ea;
      --spam: #7656b8; --links: #2a78ae; --hostility: #c23b3f; --conduct: #b2711a; --custom: #4a7d69;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "Liberation Sans", Arial, sans-serif;
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #11151b; --card: #191f27; --ink: #e4e9f0; --soft: #9ba8b8; --line: #2b3440;
        --track: #262e39; --link: #82b4ea; --code: #232b36; --edge: #66748a; --other: #465365;
        --remove-fill: #ec7073; --hold-fill: #dfa14f; --report-fill: #6ba6e8; --allow-fill: #4f8569;
        --remove: #ff9a9c; --remove-bg: #46191d; --hold: #f4bf75; --hold-bg: #40290d;
        --report: #93c1f7; --report-bg: #17304e; --allow: #8fd0ac; --allow-bg: #17372a;
        --spam: #a78be6; --links: #5fb0e4; --hostility: #ec7073; --conduct: #dfa14f; --custom: #76b39c;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html { -webkit-text-size-adjust: 100%; scroll-padding-top: 5.5rem; }
    body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 var(--sans); }
    header, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
    header { padding-top: 2.75rem; }
    footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--soft); font-size: .875rem; }
    h1, h2, h3, h4, p, ol, ul, dl, dd, figure { margin: 0; padding: 0; }
    h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.018em; overflow-wrap: anywhere; }
    h2 { font-size: 1.375rem; line-height: 1.25; letter-spacing: -.01em; }
    h3 { font-size: 1rem; }
    h4 { font-size: .8125rem; color: var(--soft); font-weight: 600; }
    a { color: var(--link); text-underline-offset: .15em; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
    code { font: .875em/1.4 var(--mono); background: var(--code); border-radius: 4px;
      padding: .05em .35em; overflow-wrap: anywhere; }
    a > code, li > code, .ids code, .inputs code { display: inline-block; max-width: 100%; }
    .quiet, .lead, .place, .inputs { color: var(--soft); }
    .num { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 9; }
    .kicker { color: var(--soft); font-size: .875rem; font-weight: 600; margin-bottom: .35rem; }
    .inputs { margin-top: .5rem; max-width: 60rem; }
    nav { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-top: 1rem; font-size: .9375rem; }
    section { margin-top: 3.5rem; }
    .lead { margin: .3rem 0 1.25rem; }

    .overview { margin-top: 1.75rem; display: grid; grid-template-columns: 5fr 7fr;
      background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
    .headline { padding: 2rem; border-inline-end: 1px solid var(--line); }
    .headline h2 { font-size: 1.25rem; font-weight: 500; }
    .headline h2 strong { display: block; font-size: 4rem; line-height: 1.05; font-weight: 650;
      letter-spacing: -.035em; font-variant-numeric: tabular-nums; }
    .split { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1.1rem; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr));
      gap: 1rem 1.25rem; margin-top: 1.75rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
    .tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
    .tiles dt { color: var(--soft); font-size: .875rem; }
    .tiles dd { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    .first { padding: 1.75rem 2rem 1.25rem; min-width: 0; }
    .first ol { list-style: none; margin: .75rem -.75rem 0; }
    .first > p { margin-top: .75rem; color: var(--soft); }
    .first li + li { border-top: 1px solid var(--line); }
    .first a { display: block; padding: .7rem .75rem; color: inherit; text-decoration: none;
      border-radius: 6px; }
    .first a:hover { background: var(--page); }
    .first .line { display: flex; align-items: baseline; gap: .7rem; }
    .first .line strong { min-width: 0; overflow: hidden; text-overflow: ellipsis;
      white-space: nowrap; }
    .first .line .num { color: var(--soft); font-size: .875rem; margin-inline-start: auto; }
    .alike { display: block; color: var(--soft); font-size: .875rem; }
    .snippet { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical;
      overflow: hidden; margin-top: .2rem; color: var(--soft); overflow-wrap: anywhere; }

    .chip { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .8125rem;
      font-weight: 600; line-height: 1.5; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .chip.remove { color: var(--remove); background: var(--remove-bg); }
    .chip.hold { color: var(--hold); background: var(--hold-bg); }
    .chip.report { color: var(--report); background: var(--report-bg); }
    .chip.plain { color: var(--ink); background: var(--code); padding-inline-start: .6rem; }
    .chip.none { color: var(--soft); background: none; box-shadow: inset 0 0 0 1px var(--line); }
    .chip.allow { color: var(--allow); background: var(--allow-bg); }
    .spam { --tone: var(--spam); } .links { --tone: var(--links); }
    .hostility { --tone: var(--hostility); } .conduct { --tone: var(--conduct); }
    .custom { --tone: var(--custom); }
    svg.remove, .card.remove { --tone: var(--remove-fill); }
    svg.hold, .card.hold { --tone: var(--hold-fill); }
    svg.report, .card.report { --tone: var(--report-fill); }
    svg.allow, .card.allow { --tone: var(--allow-fill); } mark.allow { --tone: var(--allow); }

    .charts { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 2.25rem 3.5rem;
      margin-top: 1.25rem; background: var(--card); border: 1px solid var(--line);
      border-radius: 14px; padding: 1.75rem 2rem; }
    .chart { grid-column: span 3; min-width: 0; } .chart.full, .chart.wide { grid-column: 1 / -1; }
    .chart table, .scores { width: 100%; border-collapse: collapse; }
    caption, .caption { text-align: start; color: var(--soft); font-size: .875rem;
      padding-bottom: .5rem; }
    .chart th { font-weight: 400; text-align: start; padding: .28rem 1rem .28rem 0; width: 6.5rem;
      overflow-wrap: anywhere; }
    .chart th:has(code) { width: 46%; }
    .chart.wide th { width: 22rem; }
    .chart td.num { text-align: end; padding-inline-start: 1rem; width: 4.5rem; }
    svg.bar { display: block; width: 100%; height: .625rem; border-radius: 5px; }
    .track { fill: var(--track); } .fill { fill: var(--tone, var(--soft)); }
    .fill.pale { fill: color-mix(in srgb, var(--tone) 38%, var(--track)); }
    svg.columns { display: block; width: 100%; height: 4.5rem;
      border-bottom: 1px solid var(--soft); }
    svg.time { height: 7rem; } svg.all { height: 2.5rem; margin-top: .5rem; }
    .other { fill: var(--other); }
    .columns .remove { fill: var(--remove-fill); } .columns .hold { fill: var(--hold-fill); }
    .columns .report { fill: var(--report-fill); }
    .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; }
    .key::before { content: ""; display: inline-block; width: .7em; height: .7em;
      margin-inline-end: .4em; border-radius: 2px; background: var(--tone); }
    .key.remove { --tone: var(--remove-fill); } .key.hold { --tone: var(--hold-fill); }
    .key.report { --tone: var(--report-fill); }
    .threshold { stroke: var(--ink); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
    .threshold.report { stroke-dasharray: 4 3; }
    .axis { display: flex; justify-content: space-between; font-size: .8125rem; color: var(--soft);
      font-variant-numeric: tabular-nums; padding-top: .2rem; }
    .histograms { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
      gap: 1.5rem 2rem; margin-top: .5rem; }
    .histogram h4 { margin-bottom: .35rem; color: var(--ink); }
    .histogram .caption { padding: 0; }
    .astable { margin-top: .6rem; font-size: .875rem; color: var(--soft); }
    .astable .scroll { max-height: 16rem; margin-top: .5rem; overflow: auto; }

    .filter { position: sticky; top: 0; z-index: 5; display: grid;
      grid-template-columns: 7rem 8rem 2fr 1.3fr 1.3fr 1.6fr; gap: .6rem .9rem;
      margin: 1rem -1rem 0; padding: .75rem 1rem; background: var(--page);
      border-bottom: 1px solid var(--line); }
    .field { min-width: 0; }
    .filter label { display: block; font-size: .8125rem; color: var(--soft); }
    .filter select, .filter input, button { font: inherit; font-size: .9375rem;
      color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: 8px;
      padding: .35rem .7rem; min-height: 2.4rem; max-width: 100%; }
    .filter select, .filter input { width: 100%; }
    button { cursor: pointer; }
    button:hover:not(:disabled) { border-color: var(--ink); }
    button:disabled { color: var(--soft); cursor: default; border-color: var(--line); }
    .filter .row { grid-column: 1 / -1; display: flex; flex-wrap: wrap; align-items: center;
      gap: .5rem; }
    .filter .row button { min-height: 2rem; padding: .15rem .8rem; font-size: .875rem; }
    .filter output { flex: 1 1 10rem; font-size: .9375rem; color: var(--soft); }
    .pager { justify-content: center; align-items: center; gap: 1rem; margin-top: 2rem; }
    .tools { display: none; } .js .tools { display: flex; flex-wrap: wrap; gap: .35rem; }
    .tools button { min-height: 1.75rem; padding: .05rem .6rem; font-size: .8125rem;
      color: var(--soft); border-color: var(--line); background: none; }
    .js .noscript { display: none; }
    .paper { display: none; }
    .away { position: fixed; left: -99rem; }

    .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
      padding: 1.5rem 1.75rem; margin-top: 1.25rem; break-inside: avoid-page;
      border-inline-start: 4px solid var(--tone); scroll-margin-top: 11rem; }
    .card, .group { content-visibility: auto; contain-intrinsic-block-size: auto 24rem; }
    .card.aim, .card:target { outline: 2px solid var(--link); outline-offset: 3px; }
    .card:focus:not(:focus-visible) { outline-style: solid; }
    .head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1rem; }
    .card h3, .group h3 { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .75rem;
      font-size: 1.0625rem; }
    .who { font-weight: 600; overflow-wrap: anywhere; }
    .place { font-size: .875rem; margin-top: .3rem; overflow-wrap: anywhere; }
    .self { color: inherit; }
    .sentence { margin-top: .8rem; max-width: 50rem; overflow-wrap: anywhere; }
    .parent { margin-top: 1rem; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line);
      font-size: .9375rem; }
    .said { color: var(--soft); margin-top: .1rem; white-space: pre-wrap; overflow-wrap: anywhere;
      max-width: 46rem; overflow: clip; }
    .words { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 46rem; overflow: clip;
      tab-size: 4; }
    .card > .words { margin-top: 1rem; font-size: 1.125rem; line-height: 1.6; }
    .absent { margin-top: 1rem; }
    mark { color: inherit; background: color-mix(in srgb, var(--tone) 20%, transparent);
      border-bottom: 2px solid var(--tone); padding: .05em 0; }
    mark.several { border-bottom: 4px double var(--tone); }
    sup { font: 600 .6875rem/1 var(--sans); color: var(--soft); padding-inline-start: .15em; }
    .u { font: .6875rem/1 var(--mono); color: var(--soft); border: 1px solid var(--soft);
      border-radius: 4px; padding: .05rem .25rem; margin: 0 .1rem; white-space: nowrap;
      unicode-bidi: isolate; direction: ltr; }
    mark .u, mark sup { color: var(--ink); border-color: var(--ink); }
    .gap { color: var(--soft); font-size: .875rem; font-style: italic; }
    .warn { margin-top: .9rem; color: var(--hold); font-weight: 500; }
    .why { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 1rem 2.5rem;
      margin-top: 1.1rem; padding-top: 1.1rem; border-top: 1px solid var(--line); }
    .findings, .effects, .about ul { padding-inline-start: 1.4rem; }
    .findings ~ h4, .quiet ~ h4 { margin-top: 1.1rem; } .about li { overflow-wrap: anywhere; }
    .more { margin-top: .7rem; } .more > summary { color: var(--soft); font-size: .9375rem; }
    .findings li, .effects li { margin-top: .6rem; } .findings li::marker { color: var(--soft); }
    .reason { overflow-wrap: anywhere; }
    .facts { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .9rem;
      margin-top: .15rem; font-size: .8125rem; color: var(--soft); overflow-wrap: anywhere; }
    .facts > * { min-width: 0; }
    .rule, .acts { color: var(--ink); }
    .tag::before { content: ""; display: inline-block; width: .55em; height: .55em;
      margin-inline-end: .4em; border-radius: 50%; background: var(--tone); }
    .scores { align-self: start; font-size: .875rem; } .scores th { font-weight: 400;
      text-align: start; padding: .15rem .8rem .15rem 0; width: 5.5rem; }
    .scores td.num { text-align: end; padding-inline-start: .8rem; width: 3rem; }
    .scores svg.bar { height: .5rem; }

    summary { cursor: pointer; }
    .context { margin-top: 1rem; font-size: .9375rem; }
    .context > summary { color: var(--soft); }
    .tree, .tree ol { list-style: none; }
    .tree ol { margin-inline-start: .3rem; padding-inline-start: 1rem;
      border-inline-start: 1px solid var(--line); }
    .tree ol ol ol ol ol ol { margin-inline-start: 0; padding-inline-start: 0;
      border-inline-start: 0; }
    .tree li { margin-top: .5rem; }
    .by { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .7rem; }
    .here > .by { background: var(--code); border-radius: 6px; padding: .1rem .5rem; }

    .groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
      gap: 1.25rem; }
    .group { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
      padding: 1.25rem 1.5rem; min-width: 0; break-inside: avoid-page; scroll-margin-top: 1rem; }
    .group:target { outline: 2px solid var(--link); outline-offset: 3px; }
    .group > * + * { margin-top: .5rem; } .group h3 { overflow-wrap: anywhere; }
    .ids { font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
    .trouble { display: flex; align-items: center; gap: 1rem; font-size: .875rem; }
    .trouble svg { flex: 1; }
    .plain { padding-inline-start: 1.2rem; } .plain li { margin-top: .3rem; overflow-wrap: anywhere; }
    .changes { margin-top: 1rem; }

    .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
      border-radius: 12px; padding: .5rem 1.25rem; }
    .records { border-collapse: collapse; width: 100%; }
    .records th { text-align: start; font-size: .8125rem; color: var(--soft); font-weight: 600; }
    .records th[scope="row"] { color: var(--ink); font-weight: 400; font-size: 1rem; }
    .records th, .records td { padding: .45rem 1rem .45rem 0; vertical-align: top;
      border-bottom: 1px solid var(--line); }
    .records tr:last-child > * { border-bottom: 0; }
    .notes dl { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem 3rem;
      margin-top: 1rem; }
    .notes dt { font-weight: 600; } .notes dd { color: var(--soft); }
    .notes h3 { margin-top: 2rem; } .notes .plain { color: var(--soft); margin-top: .4rem; }

    @media (max-width: 60rem) {
      .overview, .why { grid-template-columns: minmax(0, 1fr); }
      .headline { border-inline-end: 0; border-bottom: 1px solid var(--line); }
      .chart { grid-column: 1 / -1; }
      .filter { grid-template-columns: repeat(3, minmax(0, 1fr)); }
    }
    @media (max-width: 40rem) {
      header, main, footer { padding-inline: 1rem; } header { padding-top: 1.75rem; }
      section { margin-top: 2.5rem; }
      h1 { font-size: 1.5rem; }
      .headline, .first, .charts { padding: 1.25rem; } .headline h2 strong { font-size: 3rem; }
      .card { padding: 1.1rem; scroll-margin-top: 1rem; }
      .chart.wide th { width: 60%; padding-inline-end: .75rem; }
      .chart td.num.quiet { display: none; }
      .chart td.num { padding-inline-start: .6rem; white-space: normal; }
      .filter { position: static; grid-template-columns: repeat(2, minmax(0, 1fr)); }
      html { scroll-padding-top: 1rem; }
      .tree ol { padding-inline-start: .6rem; }
      .tree ol ol ol { margin-inline-start: 0; padding-inline-start: 0; border-inline-start: 0; }
      .notes dl { grid-template-columns: minmax(0, 1fr); }
    }
    @media print {
      :root { color-scheme: light; --page: #fff; }
      body { font-size: 10pt; }
      .paper { display: block; }
      .filter, nav, .skip, .tools, .pager, .astable { display: none !important; }
      .card, .group, .overview, .charts { border-color: #bbb; }
      .card, .group { content-visibility: visible; }
      mark, .chip, svg { print-color-adjust: exact; }
      details::details-content { content-visibility: visible; display: block; }
    }
    """
}
