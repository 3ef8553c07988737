/// A list of globs over pack names, as the first word of an allowed-signers line has it: `acme/*,!acme/legacy-*`.
///
/// `*` stands for any characters and `?` for one; a name is in the list when a pattern has it and no pattern after `!`
/// has it. Source: PATTERNS in `ssh_config(5)`, so that `ssh-keygen -Y verify -I NAME` agrees.
struct PrincipalPattern: Sendable {
  let text: String
  private let patterns: [(isNegated: Bool, glob: [UInt8])]

  init(_ text: String) {
    self.text = text
    patterns = text.split(separator: ",").map { part in
      part.hasPrefix("!") ? (true, Array(part.dropFirst().utf8)) : (false, Array(part.utf8))
    }
  }

  func contains(_ name: PackName) -> Bool {
    let name = Array(name.description.utf8)
    let matching = patterns.filter { Self.matches($0.glob, name) }
    return !matching.isEmpty && matching.allSatisfy { !$0.isNegated }
  }

  /// - Complexity: O(*n* · *m*): only the last `*` is ever tried again.
  private static func matches(_ glob: [UInt8], _ name: [UInt8]) -> Bool {
    var (at, inName) = (0, 0)
    var star: (at: Int, inName: Int)?
    while inName < name.count {
      if at < glob.count, glob[at] == UInt8(ascii: "*") {
        star = (at, inName)
        at += 1
      } else if at < glob.count, glob[at] == UInt8(ascii: "?") || glob[at] == name[inName] {
        at += 1
        inName += 1
      } else if let last = star {
        star = (last.at, last.inName + 1)
        at = last.at + 1
        inName = last.inName + 1
      } else {
        return false
      }
    }
    return glob[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
