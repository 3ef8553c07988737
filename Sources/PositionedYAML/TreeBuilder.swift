internal import SourceDiagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Puts events together to a tree, checks keys, aliases, merges and tags, and counts against the limits.
struct TreeBuilder: ~Copyable {
  private let source: SourceText
  /// The bytes of `source`.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: YAMLLimits
  private var records: [NodeStorage.Record] = []
  private var links: [UInt32] = []
  private var decoded: [UInt8] = []
  /// Per record: how many nodes it is when aliases are expanded, and how many levels it is high.
  private var extents: [Extent] = []
  private var frames: [Frame] = []
  /// The children of all open collections.
  private var pending: [UInt32] = []
  private var anchors: [String: Anchor] = [:]
  private var problems: [Diagnostic] = []
  private var root: UInt32?
  /// Set when a limit is passed: nothing after it is read.
  private(set) var isStopped = false

  private struct Extent: BitwiseCopyable {
    var nodes: UInt32
    var height: UInt32
  }

  private struct Frame {
    let record: UInt32
    let pendingBase: Int
    let anchor: String?
    var nodes: UInt32 = 1
    var height: UInt32 = 0
    var mergeSeen = false

    /// Counts a node that hangs below; gives the number of nodes so far.
    mutating func add(_ extent: Extent) -> UInt32 {
      nodes += extent.nodes
      height = max(height, extent.height)
      return nodes
    }
  }

  private enum Anchor {
    case open
    case done(UInt32)
  }

  /// - Parameter bytes: the bytes of `source`; must outlive this value.
  init(_ source: SourceText, _ bytes: UnsafeBufferPointer<UInt8>, limits: YAMLLimits) {
    self.source = source
    self.bytes = bytes
    self.limits = limits
    let guess = source.bytes.count / 8
    records.reserveCapacity(guess)
    extents.reserveCapacity(guess)
    links.reserveCapacity(guess)
  }

  /// The finished tree; a text without content is a null node.
  consuming func finish(into bag: inout DiagnosticBag) -> Node? {
    if problems.count > YAMLLimits.maximumReports {
      problems.removeLast(problems.count - YAMLLimits.maximumReports)
      problems.append(YAMLDiagnostics.tooManyProblems(source, shown: YAMLLimits.maximumReports))
    }
    bag.add(contentsOf: problems)
    if isStopped { return nil }
    if root == nil {
      root = UInt32(records.count)
      records.append(.init(kind: .scalar, style: .plain, type: .null, spanStart: 0, spanEnd: 0))
    }
    return root.map {
      Node(NodeStorage(source: source, records: records, links: links, decoded: decoded), $0)
    }
  }

  /// One more problem is kept than is shown, so that `finish` knows that there were more.
  private var canReport: Bool { problems.count <= YAMLLimits.maximumReports }

  private mutating func report(_ diagnostic: Diagnostic) {
    if canReport { problems.append(diagnostic) }
  }

  // MARK: - Events

  mutating func scalar(
    _ text: UnsafeBufferPointer<UInt8>, style: Node.Style, anchor: String?, tag: String?, span: SourceSpan
  ) {
    var record = NodeStorage.Record(
      kind: .scalar, style: style, type: style == .plain ? ScalarType.resolve(text) : .string,
      spanStart: UInt32(span.start), spanEnd: UInt32(span.end))
    if let tag { record.type = type(of: text, resolved: record.type, tag: tag, span) }
    placeText(text, style: style, span: span, in: &record)
    if style == .plain, tag == nil, let older = OlderReading.of(text), !isKeyNext {
      report(YAMLDiagnostics.olderReading(source, String(decoding: text, as: UTF8.self), older, span))
    }
    if text.count == 2, text[0] == UInt8(ascii: "<"), text[1] == text[0], isKeyNext, style == .plain, tag == nil {
      frames[frames.count - 1].mergeSeen = true
    }
    let extent = Extent(nodes: 1, height: 0)
    let index = append(record, extent)
    if let anchor { anchors[anchor] = .done(index) }
    attach(index, extent, span)
  }

  mutating func begin(_ kind: NodeStorage.Kind, style: Node.Style, anchor: String?, tag: String?, span: SourceSpan) {
    if frames.count >= limits.maximumDepth {
      return stop(YAMLDiagnostics.tooDeep(source, span, maximum: limits.maximumDepth))
    }
    if let tag, tag != "!" {
      let expected = kind == .mapping ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq"
      if !Self.coreTags.contains(tag) {
        report(YAMLDiagnostics.unknownTag(source, Self.short(tag), span))
      } else if tag != expected {
        report(YAMLDiagnostics.tagMismatch(source, Self.short(tag), span))
      }
    }
    let record = NodeStorage.Record(
      kind: kind, style: style, type: .string, spanStart: UInt32(span.start), spanEnd: UInt32(span.end))
    let index = append(record, Extent(nodes: 1, height: 1))
    if let anchor { anchors[anchor] = .open }
    frames.append(Frame(record: index, pendingBase: pending.count, anchor: anchor))
  }

  mutating func end(span: SourceSpan) {
    guard let frame = frames.popLast() else { return }
    var record = records[Int(frame.record)]
    if record.kind == .mapping { checkKeys(from: frame.pendingBase) }
    // A block collection has no closing mark; libyaml's is where the next token stands. Its last node ends it.
    let lastEnd =
      pending.count > frame.pendingBase ? records[Int(pending[pending.count - 1])].spanEnd : record.spanStart
    record.spanEnd = record.style == .block ? max(lastEnd, record.spanStart) : UInt32(span.end)
    var extent = Extent(nodes: frame.nodes, height: frame.height + 1)
    if frame.mergeSeen { expandMerges(frame, &extent) }
    let count = pending.count - frame.pendingBase
    record.first = UInt32(links.count)
    record.count = UInt32(record.kind == .mapping ? count / 2 : count)
    for at in frame.pendingBase..<pending.count { links.append(pending[at]) }
    // Most collections are small: taking a range out costs more than taking its elements one by one.
    while pending.count > frame.pendingBase { pending.removeLast() }
    records[Int(frame.record)] = record
    extents[Int(frame.record)] = extent
    if let anchor = frame.anchor { anchors[anchor] = .done(frame.record) }
    attach(frame.record, extent, SourceSpan(start: Int(record.spanStart), end: Int(record.spanEnd)))
  }

  mutating func alias(_ name: String, span: SourceSpan) {
    var record = NodeStorage.Record(
      kind: .alias, style: .plain, type: .null, spanStart: UInt32(span.start), spanEnd: UInt32(span.end))
    var extent = Extent(nodes: 1, height: 0)
    switch anchors[name] {
    case .done(let target):
      record.first = target
      extent = extents[Int(target)]
    case .open:
      record.kind = .scalar
      report(YAMLDiagnostics.recursiveAlias(source, name, span))
    case nil:
      record.kind = .scalar
      if canReport { report(YAMLDiagnostics.undefinedAlias(source, name, span, known: anchors.keys.sorted())) }
    }
    attach(append(record, extent), extent, span)
  }

  mutating func secondDocument(span: SourceSpan) {
    report(YAMLDiagnostics.secondDocument(source, span))
  }

  // MARK: - Tree

  private var isKeyNext: Bool {
    guard let frame = frames.last, records[Int(frame.record)].kind == .mapping else { return false }
    return (pending.count - frame.pendingBase) % 2 == 0
  }

  private mutating func append(_ record: NodeStorage.Record, _ extent: Extent) -> UInt32 {
    records.append(record)
    extents.append(extent)
    return UInt32(records.count - 1)
  }

  /// Hangs a finished node below the innermost open collection, or makes it the root.
  private mutating func attach(_ index: UInt32, _ extent: Extent, _ span: SourceSpan) {
    guard !frames.isEmpty else {
      if root == nil { root = index }
      return
    }
    pending.append(index)
    let nodes = frames[frames.count - 1].add(extent)
    if frames.count + Int(extent.height) > limits.maximumDepth {
      return stop(YAMLDiagnostics.tooDeep(source, span, maximum: limits.maximumDepth))
    }
    if Int(nodes) > limits.maximumNodes || records.count > limits.maximumNodes {
      stop(YAMLDiagnostics.tooManyNodes(source, span, maximum: limits.maximumNodes))
    }
  }

  private mutating func stop(_ diagnostic: Diagnostic) {
    guard !isStopped else { return }
    isStopped = true
    problems.insert(diagnostic, at: 0)
  }

  /// Notes where the text of a scalar lies: in the source if it is written there as it is, else in `decoded`.
  private mutating func placeText(
    _ text: UnsafeBufferPointer<UInt8>, style: Node.Style, span: SourceSpan, in record: inout NodeStorage.Record
  ) {
    record.count = UInt32(text.count)
    let end = style == .singleQuoted || style == .doubleQuoted ? span.end - 1 : span.end
    let start = end - text.count
    if start >= span.start, style.rawValue <= Node.Style.doubleQuoted.rawValue,
      Self.areEqual(UnsafeBufferPointer(rebasing: bytes[start..<end]), text)
    {
      record.first = UInt32(start)
    } else {
      record.isDecoded = true
      record.first = UInt32(decoded.count)
      decoded.append(contentsOf: text)
    }
  }

  // MARK: - Keys

  /// Reports scalar keys that appear twice among the pending entries from `base`.
  private mutating func checkKeys(from base: Int) {
    let keys = stride(from: base, to: pending.count, by: 2)
    if pending.count - base <= 24 {
      for at in keys {
        for earlier in stride(from: base, to: at, by: 2) where sameKey(pending[earlier], pending[at]) {
          reportDuplicate(pending[at], first: pending[earlier])
          break
        }
      }
    } else {
      var seen: [KeyText: UInt32] = [:]
      seen.reserveCapacity((pending.count - base) / 2)
      for at in keys {
        guard let key = keyText(pending[at]) else { continue }
        if let first = seen[key] { reportDuplicate(pending[at], first: first) } else { seen[key] = pending[at] }
      }
    }
  }

  private mutating func reportDuplicate(_ index: UInt32, first: UInt32) {
    // Several `<<` in one mapping are usual in the wild and mean what a list would.
    if isMergeKey(index) { return }
    let (again, before) = (records[Int(index)], records[Int(first)])
    report(
      YAMLDiagnostics.duplicateKey(
        source, keyText(index)?.string ?? "",
        SourceSpan(start: Int(again.spanStart), end: Int(again.spanEnd)),
        first: SourceSpan(start: Int(before.spanStart), end: Int(before.spanEnd))))
  }

  private func content(_ index: UInt32) -> NodeStorage.Record {
    let record = records[Int(index)]
    return record.kind == .alias ? records[Int(record.first)] : record
  }

  private func sameKey(_ left: UInt32, _ right: UInt32) -> Bool {
    let (a, b) = (content(left), content(right))
    guard a.kind == .scalar, b.kind == .scalar, a.count == b.count else { return false }
    if a.isDecoded || b.isDecoded { return text(of: a).elementsEqual(text(of: b)) }
    return Self.areEqual(
      UnsafeBufferPointer(rebasing: bytes[Int(a.first)..<Int(a.first + a.count)]),
      UnsafeBufferPointer(rebasing: bytes[Int(b.first)..<Int(b.first + b.count)]))
  }

  /// Whether two texts of one length are the same.
  private static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return memcmp(first, second, left.count) == 0
  }

  private func text(of record: NodeStorage.Record) -> ArraySlice<UInt8> {
    let range = Int(record.first)..<Int(record.first) + Int(record.count)
    return record.isDecoded ? decoded[range] : source.bytes[range]
  }

  private func keyText(_ index: UInt32) -> KeyText? {
    let record = content(index)
    return record.kind == .scalar ? KeyText(bytes: text(of: record)) : nil
  }

  private struct KeyText: Hashable {
    let bytes: ArraySlice<UInt8>
    var string: String { String(decoding: bytes, as: UTF8.self) }
  }

  // MARK: - Merge keys

  private func isMergeKey(_ index: UInt32) -> Bool {
    let record = records[Int(index)]
    return record.kind == .scalar && record.style == .plain && record.count == 2
      && text(of: record).allSatisfy { $0 == UInt8(ascii: "<") }
  }

  /// Replaces every `<<` among the pending entries of a mapping by the entries that it brings.
  ///
  /// A key written in the mapping wins over a merged one, an earlier merge over a later (yaml.org/type/merge.html).
  private mutating func expandMerges(_ frame: Frame, _ extent: inout Extent) {
    let entries = Array(pending[frame.pendingBase...])
    var seen = Set<KeyText>()
    for at in stride(from: 0, to: entries.count, by: 2) where !isMergeKey(entries[at]) {
      if let key = keyText(entries[at]) { seen.insert(key) }
    }
    var merged: [UInt32] = []
    for at in stride(from: 0, to: entries.count, by: 2) {
      guard isMergeKey(entries[at]) else {
        merged += [entries[at], entries[at + 1]]
        continue
      }
      for mapping in mergedMappings(entries[at + 1]) {
        for link in stride(from: Int(mapping.first), to: Int(mapping.first) + 2 * Int(mapping.count), by: 2) {
          guard let key = keyText(links[link]), seen.insert(key).inserted else { continue }
          merged += [links[link], links[link + 1]]
          extent.nodes += extents[Int(links[link])].nodes + extents[Int(links[link + 1])].nodes
        }
        if Int(extent.nodes) > limits.maximumNodes {
          let record = records[Int(frame.record)]
          let span = SourceSpan(start: Int(record.spanStart), end: Int(record.spanStart))
          return stop(YAMLDiagnostics.tooManyNodes(source, span, maximum: limits.maximumNodes))
        }
      }
    }
    pending.replaceSubrange(frame.pendingBase..., with: merged)
  }

  private mutating func mergedMappings(_ value: UInt32) -> [NodeStorage.Record] {
    let record = content(value)
    let candidates: [UInt32] =
      switch record.kind {
      case .sequence: Array(links[Int(record.first)..<Int(record.first) + Int(record.count)])
      default: [value]
      }
    var mappings: [NodeStorage.Record] = []
    for candidate in candidates {
      let content = content(candidate)
      if content.kind == .mapping {
        mappings.append(content)
      } else {
        let own = records[Int(candidate)]
        report(YAMLDiagnostics.badMerge(source, SourceSpan(start: Int(own.spanStart), end: Int(own.spanEnd))))
      }
    }
    return mappings
  }

  // MARK: - Tags

  private static let coreTags = Set(
    ["str", "int", "float", "bool", "null", "seq", "map"].map { "tag:yaml.org,2002:\($0)" })

  private static func short(_ tag: String) -> String {
    let prefix = "tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  /// The type that a tag gives to a scalar.
  private mutating func type(
    of text: UnsafeBufferPointer<UInt8>, resolved: ScalarType, tag: String, _ span: SourceSpan
  ) -> ScalarType {
    let natural = ScalarType.resolve(text)
    switch tag {
    case "!", "tag:yaml.org,2002:str": return .string
    case "tag:yaml.org,2002:int" where natural == .int: return .int
    case "tag:yaml.org,2002:float" where natural == .int || natural == .float: return .float
    case "tag:yaml.org,2002:bool" where natural == .bool: return .bool
    case "tag:yaml.org,2002:null" where natural == .null: return .null
    default:
      if Self.coreTags.contains(tag) {
        report(YAMLDiagnostics.tagMismatch(source, Self.short(tag), span))
      } else {
        report(YAMLDiagnostics.unknownTag(source, Self.short(tag), span))
      }
      return resolved
    }
  }
}
