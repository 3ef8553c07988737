import SystemFiles
import TestServers

@testable import HatMaxPacks

/// Writes tar archives field by field, those included that no tool would write.
struct TarBuilder {
  private(set) var bytes: [UInt8] = []

  /// One entry; `size` may lie about the content.
  mutating func add(
    _ name: [UInt8], type: Character = "0", content: [UInt8] = [], size: Int? = nil, link: String = "",
    checksum: Int? = nil, prefix: String = ""
  ) {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, _ offset: Int) {
      for (index, byte) in text.enumerated() { header[offset + index] = byte }
    }
    put(name.prefix(100), 0)
    put("0000644\0".utf8, 100)
    put("0000000\0".utf8, 108)
    put("0000000\0".utf8, 116)
    // A negative size is written as GNU tar writes numbers that need more than eleven octal digits.
    put(size == -1 ? [UInt8](repeating: 0xFF, count: 12) : Array((octal(size ?? content.count, 11) + " ").utf8), 124)
    put("00000000000 ".utf8, 136)
    put("        ".utf8, 148)
    put(String(type).utf8, 156)
    put(link.utf8.prefix(100), 157)
    put("ustar\u{0}00".utf8, 257)
    put("0000001\0".utf8, 329)
    put("0000001\0".utf8, 337)
    put(prefix.utf8.prefix(155), 345)
    let sum = checksum ?? header.reduce(0) { $0 + Int($1) }
    put((octal(sum, 6) + "\0 ").utf8, 148)
    bytes += header + content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  mutating func add(_ name: String, type: Character = "0", content: String = "", size: Int? = nil, link: String = "") {
    add(Array(name.utf8), type: type, content: Array(content.utf8), size: size, link: link)
  }

  /// A pax header that changes the next entry.
  mutating func addPax(_ records: [(String, [UInt8])]) {
    var content: [UInt8] = []
    for (key, value) in records {
      let body = Array(" \(key)=".utf8) + value + [0x0A]
      var length = body.count + 1
      while String(length).utf8.count + body.count != length { length = String(length).utf8.count + body.count }
      content += Array(String(length).utf8) + body
    }
    add(Array("pax".utf8), type: "x", content: content)
  }

  /// The archive with the two empty blocks at its end.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  private func octal(_ number: Int, _ width: Int) -> String {
    let digits = String(number, radix: 8)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Compresses with the gzip program.
enum Gzip {
  static func compress(_ bytes: [UInt8], in scratch: ScratchFolder) throws -> [UInt8] {
    let plain = scratch.path + "/plain-\(UInt32.random(in: 0 ... .max))"
    try Files.writeNew(bytes, to: plain, sync: false)
    try Shell.run("gzip -9 -n '\(plain)'", in: scratch)
    defer { try? Files.removeTree(plain + ".gz") }
    return try Files.read(plain + ".gz")
  }
}

extension TarBuilder {
  /// A cpio archive (`newc`) with a socket in it.
  static var cpioSocket: [UInt8] {
    func entry(_ name: String, mode: UInt32) -> [UInt8] {
      func field(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
      }
      let fields = [1, mode, 0, 0, 1, 0, 0, 0, 0, 0, 0, UInt32(name.utf8.count + 1), 0].map(field).joined()
      let header = Array(("070701" + fields + name).utf8) + [0]
      return header + [UInt8](repeating: 0, count: (4 - header.count % 4) % 4)
    }
    return entry("socket", mode: 0o140_755) + entry("TRAILER!!!", mode: 0)
  }
}
