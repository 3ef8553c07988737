package import PositionedYAML
package import SourceDiagnostics

extension Node {
  /// Its text with its place.
  func readFragment(into bag: inout DiagnosticBag) -> Fragment? {
    readString(into: &bag).map(fragment)
  }

  private func fragment(_ text: String) -> Fragment {
    let bytes = Array(text.utf8)
    for inset in [0, 1] {
      let (start, end) = (span.start + inset, span.end - inset)
      guard start <= end, end <= source.bytes.count else { continue }
      if source.bytes[start..<end].elementsEqual(bytes) {
        return Fragment(text: text, source: source, span: SourceSpan(start: start, end: end), isVerbatim: true)
      }
    }
    return Fragment(text: text, source: source, span: span, isVerbatim: false)
  }

  /// A name of the pack author's choice: letters, digits, `_`, `-`, `.`, starting with a letter.
  func readIdentifier(into bag: inout DiagnosticBag) -> Fragment? {
    guard let fragment = readFragment(into: &bag) else { return nil }
    let isName = fragment.text.utf8.enumerated().allSatisfy { index, byte in
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: true
      case 0x30...0x39, 0x2D, 0x2E, 0x5F: index > 0
      default: false
      }
    }
    if isName, !fragment.text.isEmpty { return fragment }
    bag.add(PackDiagnostics.badIdentifier(fragment))
    return nil
  }

  /// A name that templates use: letters, digits and `_`, starting with a letter.
  func readVariable(into bag: inout DiagnosticBag) -> Fragment? {
    guard let fragment = readFragment(into: &bag) else { return nil }
    let isName = fragment.text.utf8.enumerated().allSatisfy { index, byte in
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: true
      case 0x30...0x39, 0x5F: index > 0
      default: false
      }
    }
    if isName, !fragment.text.isEmpty { return fragment }
    bag.add(PackDiagnostics.badVariable(fragment))
    return nil
  }

  package func readPackName(into bag: inout DiagnosticBag) -> PackName? {
    guard let text = readString(into: &bag) else { return nil }
    if let name = PackName(text) { return name }
    bag.add(PackDiagnostics.badName(text, label()))
    return nil
  }

  func readVersion(into bag: inout DiagnosticBag) -> Version? {
    guard let text = readString(into: &bag) else { return nil }
    if let version = Version(text) { return version }
    bag.add(PackDiagnostics.badVersion(text, label()))
    return nil
  }

  package func readRange(into bag: inout DiagnosticBag) -> VersionRange? {
    guard let text = readString(into: &bag) else { return nil }
    if let range = VersionRange(text) { return range }
    bag.add(PackDiagnostics.badRange(text, label()))
    return nil
  }

  func readDigest(into bag: inout DiagnosticBag) -> ContentDigest? {
    guard let text = readString(into: &bag) else { return nil }
    if let digest = ContentDigest(text) { return digest }
    bag.add(PackDiagnostics.badDigest(label()))
    return nil
  }

  /// Two marks with a space between them: `<% %>`.
  func readDelimiters(into bag: inout DiagnosticBag) -> Fragment? {
    guard let fragment = readFragment(into: &bag) else { return nil }
    let marks = fragment.text.split(separator: " ", omittingEmptySubsequences: false)
    if marks.count == 2, marks.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 != 0x3D } }) {
      return fragment
    }
    bag.add(PackDiagnostics.badDelimiters(fragment))
    return nil
  }

  /// `service.aggregates as aggregate`.
  func readEach(into bag: inout DiagnosticBag) -> Output.Each? {
    guard let whole = readFragment(into: &bag) else { return nil }
    let separator = " as "
    guard let range = whole.text.lastRange(of: separator) else {
      bag.add(PackDiagnostics.badEach(whole))
      return nil
    }
    let binding = whole.text[range.upperBound...].trimmed
    let expression = whole.text[..<range.lowerBound]
    guard !expression.trimmed.isEmpty, binding.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F }),
      !binding.isEmpty
    else {
      bag.add(PackDiagnostics.badEach(whole))
      return nil
    }
    let end = whole.isVerbatim ? whole.span.start + expression.utf8.count : whole.span.end
    let place = SourceSpan(start: whole.span.start, end: end)
    return Output.Each(
      expression: Fragment(text: String(expression), source: source, span: place, isVerbatim: whole.isVerbatim),
      binding: String(binding))
  }
}

extension String {
  fileprivate func lastRange(of other: String) -> Range<Index>? {
    var end = endIndex
    while end > startIndex {
      guard let start = index(end, offsetBy: -other.count, limitedBy: startIndex) else { return nil }
      if self[start..<end] == other { return start..<end }
      end = index(before: end)
    }
    return nil
  }
}
