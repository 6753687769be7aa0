// SPDX-License-Identifier: Apache-2.0

/// Reasons that concern XML, in one place.
enum XMLFault {
  static let doctypeReason =
    "refused: the XML has a document type with declarations or an outside file, which can make a "
    + "reader expand or load things; take the DOCTYPE out if you trust the file"
}
