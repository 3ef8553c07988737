@testable import Stencilish

/// What a filter makes of `text`.
func applied(_ text: String, _ filter: (Span<UInt8>, inout [UInt8]) -> Void) -> String {
  let bytes = Array(text.utf8)
  // What was there before must stay.
  var output = Array("·".utf8)
  filter(bytes.span, &output)
  return String(decoding: output.dropFirst("·".utf8.count), as: UTF8.self)
}
