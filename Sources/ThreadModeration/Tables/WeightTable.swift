// Written by Tools/weights/fit.py; see Docs/Quality.md.
// swift-format-ignore-file

/// `bias CATEGORY LOG-ODDS`, then `SIGNAL WEIGHT CAP`.
enum WeightTable {
  static let text: String = """
bias hostility -3
bias spam -3
bias links -3
bias conduct -3.5
bias custom -6
"""
}
