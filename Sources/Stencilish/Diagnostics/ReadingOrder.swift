import SourceDiagnostics

extension [Diagnostic] {
  /// The diagnostics by text and place, without looking at the texts, which may be large.
  var inReadingOrder: [Diagnostic] {
    enumerated().sorted { left, right in
      let (a, b) = (left.element.labels.first, right.element.labels.first)
      if a?.source.name != b?.source.name { return a?.source.name ?? "" < b?.source.name ?? "" }
      if a?.span.start != b?.span.start { return a?.span.start ?? -1 < b?.span.start ?? -1 }
      return left.offset < right.offset
    }
    .map(\.element)
  }
}
