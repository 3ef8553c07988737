public import SourceDiagnostics

/// What a template asks at `{{#slot name type=… key=…}}`.
public struct SlotRequest: Sendable {
  /// The name of the slot, such as `main.imports`.
  public let name: String
  /// The word after `type=`; `text` where there is none.
  public let type: String
  /// The other arguments, in order.
  public let arguments: [(name: String, value: Node)]
  /// The template that holds the slot.
  public let template: TemplateName
  /// The white space that precedes each line of the slot; empty for a slot inside of a line.
  public let indentation: String
  /// The place of the slot, for diagnostics.
  public let place: Label
  /// What the slot's own body gives, for a slot of another type than `text`; such a body takes part in what the host
  /// makes of the slot, and is written when the host declines.
  public let body: [UInt8]
}

/// What goes into a slot.
public enum SlotContent: Sendable {
  /// Lines that the engine indents like the slot's tag.
  case lines([UInt8])
  /// Text that is written as it is, because it was rendered with the slot's indentation.
  case indented([UInt8])
}

/// Renders templates of the same set for a slot.
public struct SlotRenderer {
  let body: (TemplateName, [(String, Node)], Node?, Bool, LineTrace?) throws(RenderFailure) -> [UInt8]

  /// Renders a template.
  ///
  /// - Parameters:
  ///   - name: the full name of the template.
  ///   - bindings: the names that it sees besides `.` and `@root`.
  ///   - node: what `.` is; nil for the root.
  ///   - indented: whether its lines get the slot's indentation, for `SlotContent.indented`. Lines inside of values
  ///     don't get it, which is why this is better for text than indenting the result.
  public func render(
    _ name: TemplateName, bindings: [(String, Node)] = [], at node: Node? = nil, indented: Bool = false
  ) throws(RenderFailure) -> [UInt8] {
    try body(name, bindings, node, indented, nil)
  }

  /// Where each line comes from that `render` gives.
  public func origins(
    _ name: TemplateName, bindings: [(String, Node)] = [], at node: Node? = nil
  ) throws(RenderFailure) -> [LineOrigin] {
    let trace = LineTrace()
    _ = try body(name, bindings, node, false, trace)
    return trace.origins
  }
}

/// The host's side of slots.
public protocol SlotFiller {
  /// What to put into a slot; nil leaves its default.
  func fill(_ slot: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent?
}
