// SPDX-License-Identifier: Apache-2.0

public import ThreadModeration

/// A scan as one self-contained web page, to be read, filtered, printed or sent on.
///
/// ```swift
/// let page = HTMLReport.render(material, title: "Comments of March")
/// ```
///
/// The page loads nothing: its style and its script stand inside, and its content security policy
/// allows only those two, by hash. Without the script the page shows everything but the flagged
/// comments after the first ``Options/cardsPerPage``; the script pages through them, filters and
/// exports. Nothing that a comment, a name, an id or a rule says can become markup, a link out or
/// script. The same arguments give the same bytes.
public enum HTMLReport {
  /// What a page may hold. A number below the least one counts as that.
  public struct Options: Sendable, Hashable {
    /// The most flagged comments that are shown. What is left out is counted on the page. At least
    /// 0. Default 10,000.
    public var maxCommentsShown: Int { didSet { maxCommentsShown = max(maxCommentsShown, 0) } }
    /// The most bytes of one body that are shown: its beginning and what surrounds the evidence. At
    /// least 200. Default 4,000.
    public var maxBodyBytes: Int { didSet { maxBodyBytes = max(maxBodyBytes, 200) } }
    /// The most rejected records that are listed. At least 0. Default 500.
    public var maxRejectedShown: Int { didSet { maxRejectedShown = max(maxRejectedShown, 0) } }
    /// About how many bytes the flagged comments may take, at least 10,000: those after that are
    /// left out and counted. Default 48,000,000.
    public var maxQueueBytes: Int { didSet { maxQueueBytes = max(maxQueueBytes, 10_000) } }
    /// The policy whose thresholds the pictures mark. Default `Policy.standard`.
    public var policy: Policy

    /// How many flagged comments are shown at once.
    public static let cardsPerPage = 25

    /// Makes options.
    public init(
      maxCommentsShown: Int = 10_000,
      maxBodyBytes: Int = 4_000,
      maxRejectedShown: Int = 500,
      maxQueueBytes: Int = 48_000_000,
      policy: Policy = .standard
    ) {
      self.maxCommentsShown = max(maxCommentsShown, 0)
      self.maxBodyBytes = max(maxBodyBytes, 200)
      self.maxRejectedShown = max(maxRejectedShown, 0)
      self.maxQueueBytes = max(maxQueueBytes, 10_000)
      self.policy = policy
    }
  }

  /// Writes the page, as UTF-8.
  ///
  /// - Parameters:
  ///   - material: what was counted and chosen.
  ///   - title: the heading of the page.
  ///   - comparison: what changed since another run, if the page should say so.
  ///   - options: what the page may hold.
  /// - Complexity: O(*b*) in the bytes of the material and of the page, which `options` bounds.
  ///   Elements nest at most 60 deep.
  public static func render(
    _ material: ReportMaterial,
    title: String = "Moderation report",
    comparison: RunComparison? = nil,
    options: Options = Options()
  ) -> [UInt8] {
    ReportPage(material: material, title: title, comparison: comparison, options: options).render()
  }
}

/// The page while it is written; its sections stand in files of their own.
struct ReportPage {
  let material: ReportMaterial
  let title: String
  let comparison: RunComparison?
  let options: HTMLReport.Options
  let queue: ReportQueue
  var summary: Summary { material.summary }

  init(
    material: ReportMaterial,
    title: String,
    comparison: RunComparison?,
    options: HTMLReport.Options
  ) {
    self.material = material
    self.title = title
    self.comparison = comparison
    self.options = options
    queue = ReportQueue(material.flagged.entries.prefix(options.maxCommentsShown), options: options)
  }

  func render() -> [UInt8] {
    var html = HTMLBuilder()
    html.open(.html, HTMLAttribute(.lang, "en"))
    writeHead(&html)
    html.open(.body)
    html.element(.a, .class("skip"), .link(toSection: "main"), text: "Skip to the report")
    writeBanner(&html)
    html.open(.main, HTMLAttribute(.id, "main"), HTMLAttribute(.tabindex, "-1"))
    writeOverview(&html)
    writeComparison(&html)
    writeCharts(&html)
    writeRuleNotes(&html)
    writeQueue(&html)
    writeCampaigns(&html)
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
    if !queue.cards.isEmpty {
      html.dataBlock(id: "data", queue.data())
      for (number, block) in queue.blocks().enumerated() {
        html.dataBlock(id: "cards", number: number, block)
      }
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
