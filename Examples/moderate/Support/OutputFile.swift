// SPDX-License-Identifier: Apache-2.0

import CommentDumps
import Foundation

/// A file that appears whole or not at all: written under another name beside its place, flushed to
/// disk, then renamed. Devices and pipes are written as they are.
struct OutputFile: ~Copyable {
  let path: String
  private let handle: FileHandle
  /// The name until the file is whole; `nil` for devices and pipes.
  private let temporary: String?
  private var isDone = false

  /// - Throws: ``ToolFailure`` with status 74 if the file cannot be made.
  init(path: String) throws {
    try Self.check(path)
    Interruption.beginWriting()
    let isSpecial = Self.isSpecial(path)
    if !isSpecial { Self.removeLeftovers(of: path) }
    let temporary = isSpecial ? nil : "\(path).partial-\(getpid())"
    let descriptor =
      isSpecial ? open(path, O_WRONLY) : open(temporary ?? path, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      Interruption.endWriting()
      throw ToolFailure(ToolFailure.inputOutput, "\(path): cannot be written: \(reason)")
    }
    self.path = path
    self.temporary = temporary
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  deinit {
    if !isDone, let temporary { unlink(temporary) }
    Interruption.endWriting()
  }

  /// Writes a piece, and stops here if the program was asked to.
  mutating func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      if Terminal.isBrokenPipe(error) { throw Terminal.Closed.pipe }
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(Terminal.reason(error))")
    }
    try Interruption.check()
  }

  /// Puts the file in its place.
  consuming func finish() throws {
    guard let temporary else { return isDone = true }
    do {
      try handle.synchronize()
      try handle.close()
    } catch {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(Terminal.reason(error))")
    }
    guard rename(temporary, path) == 0 else {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(String(cString: strerror(errno)))")
    }
    isDone = true
    // The name itself is only safe once its folder is on disk. Not every file system can do that.
    let folder = open(Self.folder(of: path), O_RDONLY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Writes all of a file at once.
  static func write(_ bytes: [UInt8], to path: String) throws {
    var file = try OutputFile(path: path)
    try file.write(bytes)
    try file.finish()
  }
}

extension OutputFile {
  /// Whether two paths lead to one existing file, also through links.
  static func isSameFile(_ a: String, _ b: String) -> Bool {
    var first = stat()
    var second = stat()
    guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
      && first.st_mode & S_IFMT == S_IFREG
  }

  /// Refuses to write over what a command reads.
  ///
  /// - Parameters:
  ///   - files: What it reads: files, folders and patterns, as ``DumpInputs`` takes them; `-` is what was
  ///     redirected to standard input.
  ///   - what: What the files are to the command, such as "input".
  /// - Throws: ``ToolFailure`` with status 64 if the path is one of the files, also through a link.
  static func refuse(_ path: String, over files: [String], as what: String) throws {
    guard isRegular(path) else { return }
    for file in files {
      // What cannot be listed is said when it is read.
      let inputs = (try? DumpInputs.expand(paths: [file]).map(\.path)) ?? []
      guard let same = inputs.first(where: { isRead($0, as: path) }) else { continue }
      let name = same == "-" ? "on standard input" : same
      throw ToolFailure(
        ToolFailure.usage,
        "\(path): this is the \(what) \(name); write to another file"
      )
    }
  }

  private static func isRead(_ input: String, as path: String) -> Bool {
    guard input == "-" else { return isSameFile(input, path) }
    var source = stat()
    var target = stat()
    guard fstat(STDIN_FILENO, &source) == 0, stat(path, &target) == 0 else { return false }
    return source.st_dev == target.st_dev && source.st_ino == target.st_ino
  }

  /// Whether there is a file that could be written over.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Says of each file that is named more than once, also through links, that it counts each time.
  static func sayRepeats(_ paths: [String]) {
    struct Place: Hashable {
      var device: dev_t
      var number: ino_t
    }
    var seen: Set<Place> = []
    var said: Set<Place> = []
    for path in paths where path != "-" {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let place = Place(device: status.st_dev, number: status.st_ino)
      if !seen.insert(place).inserted, said.insert(place).inserted {
        Terminal.say("moderate: \(path): this file is named more than once, and counts each time")
      }
    }
  }

  /// Looks whether a file could be written, so that a long scan does not end in vain.
  ///
  /// - Throws: ``ToolFailure`` with status 74 if it could not.
  static func check(_ path: String) throws {
    guard !isSpecial(path) else { return }
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): is a folder; name a file in it")
    }
    guard access(folder(of: path), W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw ToolFailure(
        ToolFailure.inputOutput,
        "\(path): cannot be written: the folder \(folder(of: path)): \(reason)"
      )
    }
  }

  /// Looks whether files can be made in a folder.
  ///
  /// - Throws: ``ToolFailure`` with status 74 if they cannot.
  static func checkFolder(_ path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): \(String(cString: strerror(errno)))")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw ToolFailure(ToolFailure.inputOutput, "\(path): is no folder")
    }
    guard access(path, W_OK | X_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw ToolFailure(
        ToolFailure.inputOutput,
        "\(path): no files can be made in this folder: \(reason)"
      )
    }
  }

  /// Whether a path names a device or pipe, which is written as it is. `/dev/stdout` is one even
  /// when it leads to a file: a new file in its place would do harm.
  private static func isSpecial(_ path: String) -> Bool {
    if path.hasPrefix("/dev/") || path.hasPrefix("/proc/") { return true }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// Removes what a killed run left behind.
  private static func removeLeftovers(of path: String) {
    let folder = folder(of: path)
    let prefix = (path.split(separator: "/").last.map(String.init) ?? path) + ".partial-"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(prefix) {
      // Signal 0 only asks whether there is such a process.
      guard let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder + "/" + name)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
