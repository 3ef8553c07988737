import GoldenTesting
import HatMaxGenerator
import SystemFiles
import Testing

/// Every combination of ownership, what is on the disk, what was recorded and what was rendered.
struct WriteDecisionTests {
  private static let contents: [(name: String, hash: ContentHash?)] = [
    ("-", nil), ("A", ContentHash(of: [1])), ("B", ContentHash(of: [2])), ("C", ContentHash(of: [3])),
  ]

  /// The rows are read by people: a change of one is a change of what happens to somebody's file.
  @Test func table() throws {
    var table = "ownership  recorded  rendered  disk     adopt  decision\n"
    for ownership in Ownership.allCases {
      for recorded in Self.contents.prefix(2) {
        for rendered in Self.contents.prefix(3) where recorded.hash != nil || rendered.hash != nil {
          for disk in Self.contents + [("folder", nil)] {
            for adopt in [false, true] {
              let state: DiskState =
                disk.name == "folder" ? .blocked(.folder) : disk.hash.map { .file($0) } ?? .absent
              let decision = WriteDecision.decide(
                ownership: ownership, rendered: rendered.hash, recorded: recorded.hash, disk: state, adopt: adopt)
              let cells = [
                ownership.rawValue.padded(9), recorded.name.padded(8), rendered.name.padded(8), disk.name.padded(7),
                (adopt ? "adopt" : "").padded(5), Self.describe(decision),
              ]
              table += cells.joined(separator: "  ") + "\n"
            }
          }
        }
      }
    }
    try Golden.expect(table, equals: "../Goldens/write-decisions.txt")
  }

  private static func describe(_ decision: WriteDecision) -> String {
    switch decision {
    case .create: "create"
    case .replace: "replace"
    case .merge(let base): "merge on \(contents.first { $0.hash == base }?.name ?? "?")"
    case .keep(let reason): "keep (\(reason.rawValue))"
    case .remove: "remove"
    case .forget: "forget"
    case .conflict(let reason): "conflict (\(reason.rawValue))"
    }
  }

  /// Whatever is decided, bytes that the user wrote are never replaced or removed without a merge.
  ///
  /// A ledger is not the user's: its edits are read as the record that it is, then written anew.
  @Test(arguments: Ownership.allCases.filter { $0 != .ledger }) func `an edited file is never overwritten`(
    _ ownership: Ownership
  ) {
    let mine = ContentHash(of: [9])
    for recorded in Self.contents.map(\.hash) {
      for rendered in Self.contents.map(\.hash) {
        let decision = WriteDecision.decide(
          ownership: ownership, rendered: rendered, recorded: recorded, disk: .file(mine))
        #expect(decision != .replace && decision != .remove && decision != .create && decision != .forget)
      }
    }
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
