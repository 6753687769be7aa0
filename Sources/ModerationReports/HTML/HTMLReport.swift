// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// A scan as one self-contained web page, to be read, filtered, printed or sent on.
///
/// ```swift
/// let page = HTMLReport.render(
///   title: "Comments of March", inputs: ["march.ndjson"], summary: summary, threads: threads)
/// ```
///
/// The page loads nothing: its style and its script (for filtering and unfolding; the page is complete
/// without it) stand inside, and its content security policy allows only those two, by hash. Nothing
/// that a comment, a name, an id or a rule says can become markup, a link or script. The same
/// arguments give the same bytes.
public enum HTMLReport {
  /// What a page may hold.
  public struct Options: Sendable, Hashable {
    /// The most comments that are shown; flagged ones come first, then their surroundings. What is
    /// left out is counted on the page. At least 0. Default 2,000.
    public var maxCommentsShown: Int
    /// The most bytes of one body that are shown: its beginning and what surrounds the evidence. At
    /// least 200. Default 4,000.
    public var maxBodyBytes: Int
    /// The most rejected records that are listed. Default 500.
    public var maxRejectedShown: Int

    /// Makes options.
    public init(
      maxCommentsShown: Int = 2_000,
      maxBodyBytes: Int = 4_000,
      maxRejectedShown: Int = 500
    ) {
      self.maxCommentsShown = max(maxCommentsShown, 0)
      self.maxBodyBytes = max(maxBodyBytes, 200)
      self.maxRejectedShown = max(maxRejectedShown, 0)
    }
  }

  /// Writes the page, as UTF-8.
  ///
  /// - Parameters:
  ///   - title: the heading of the page.
  ///   - inputs: the names of what was scanned, as they were given.
  ///   - summary: the counts; they may cover more than `threads`, and the page then says so.
  ///   - threads: the threads to show comments from.
  ///   - options: what the page may hold.
  /// - Complexity: O(*n* log *f* + *b*) in the comments, the flagged ones among them and the bytes
  ///   written, which `options` bounds. Reply chains of any depth are walked in a loop, and elements
  ///   nest at most 40 comments deep.
  public static func render(
    title: String,
    inputs: [String],
    summary: Summary,
    threads: [ScannedThread],
    options: Options = Options()
  ) -> [UInt8] {
    let page = ReportPage(
      title: title,
      inputs: inputs,
      summary: summary,
      threads: threads,
      options: options
    )
    return page.render()
  }
}

/// The page while it is written; its sections stand in files of their own.
struct ReportPage {
  let title: String
  let inputs: [String]
  let summary: Summary
  let threads: [ScannedThread]
  let options: HTMLReport.Options
  let selection: ReportSelection

  init(
    title: String,
    inputs: [String],
    summary: Summary,
    threads: [ScannedThread],
    options: HTMLReport.Options
  ) {
    self.title = title
    self.inputs = inputs
    self.summary = summary
    self.threads = threads
    self.options = options
    selection = ReportSelection(threads, limit: options.maxCommentsShown)
  }

  func render() -> [UInt8] {
    var html = HTMLBuilder()
    html.open(.html, HTMLAttribute(.lang, "en"))
    writeHead(&html)
    html.open(.body)
    html.element(.a, .class("skip"), .link(toSection: "main"), text: "Skip to the report")
    writeBanner(&html)
    html.open(.main, HTMLAttribute(.id, "main"))
    writeOverview(&html)
    writeCharts(&html)
    writeFilter(&html)
    writeFlagged(&html)
    writeThreads(&html)
    writeRejected(&html)
    writeNotes(&html)
    html.close(.main)
    html.element(.footer) { html in
      html.element(
        .p,
        text: "Made by ThreadModeration. This page loads nothing and sends nothing."
      )
    }
    html.script(ReportScript.source)
    html.close(.body)
    html.close(.html)
    return html.bytes
  }

  private func writeHead(_ html: inout HTMLBuilder) {
    let policy =
      "default-src 'none'; style-src 'sha256-\(ReportStyle.hash)'; "
      + "script-src 'sha256-\(ReportScript.hash)'; base-uri 'none'; form-action 'none'"
    html.open(.head)
    html.open(.meta, HTMLAttribute(.charset, "utf-8"))
    html.open(
      .meta,
      HTMLAttribute(.httpEquiv, "Content-Security-Policy"),
      HTMLAttribute(.content, policy)
    )
    for (name, content) in [
      ("viewport", "width=device-width, initial-scale=1"), ("color-scheme", "light dark"),
      ("referrer", "no-referrer"), ("robots", "noindex"),
    ] {
      html.open(.meta, HTMLAttribute(.name, name), HTMLAttribute(.content, content))
    }
    html.element(.title, text: String(decoding: shortTitle, as: UTF8.self))
    html.style(ReportStyle.source)
    html.close(.head)
  }

  private var shortTitle: [UInt8] { VisibleText.prefix(of: title, limit: 300).bytes }
}
