import SourceDiagnostics

extension Machine {
  /// The message for a fault at the current instruction: its place, the calls that led there and the value of the user's
  /// data that is being rendered.
  func diagnostic(for fault: Fault) -> Diagnostic {
    let address = max(pc - 1, 0)
    var diagnostic: Diagnostic
    switch fault {
    case .problem(let problem):
      diagnostic = problem.diagnostic([program.label(address, problem.label)])
    case .diagnostic(let nested):
      diagnostic = nested
      if diagnostic.labels.isEmpty { diagnostic.labels = [program.label(address)] }
    }
    diagnostic.notes += calls(from: address)
    if let origin = origin(at: address), !diagnostic.notes.contains(where: { $0.hasPrefix("while rendering") }) {
      diagnostic.notes.append("while rendering `\(origin.path)`")
      if let source = origin.source, let span = origin.span {
        diagnostic.labels.append(Label(source, span, "the value that is being rendered"))
      }
    }
    return diagnostic
  }

  /// "in `x`, called at file:3:5", innermost first; long chains are cut in the middle.
  private func calls(from address: Int) -> [String] {
    var notes: [String] = []
    var inner = address
    for index in stride(from: workspace.frames.count - 1, to: 0, by: -1) {
      let call = max(Int(workspace.frames[index].returnAddress) - 1, 0)
      let label = program.label(call)
      let position = label.source.position(of: label.span.start)
      let name = program.template(at: inner)?.name.text ?? ""
      notes.append("in `\(name)`, called at \(label.source.name):\(position.line):\(position.column)")
      inner = call
    }
    let limit = 8
    guard notes.count > limit else { return notes }
    let left = notes.count - limit
    return Array(notes.prefix(limit / 2)) + ["… \(left) more …"] + Array(notes.suffix(limit / 2))
  }

  /// The origin of the innermost value in scope at an instruction that has one: the one with the longest path.
  func origin(at address: Int) -> Origin? {
    var best: Origin?
    func consider(_ value: Value) {
      guard let origin = value.originValue else { return }
      if origin.path.utf8.count > best?.path.utf8.count ?? -1 { best = origin }
    }
    for index in loopBase..<max(workspace.loops.count, loopBase) {
      let loop = workspace.loops[index]
      if let elements = unsafe loop.elements { unsafe consider(elements[Int(loop.index)]) }
    }
    for index in dotBase..<max(workspace.dots.count, dotBase) { consider(workspace.dots[index]) }
    for index in localBase..<max(workspace.locals.count, localBase)
    where program.isNamed(index - localBase, at: address) {
      consider(workspace.locals[index])
    }
    return best
  }
}
