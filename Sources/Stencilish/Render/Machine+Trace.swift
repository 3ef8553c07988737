import SourceDiagnostics

extension Machine {
  /// Runs from `pc` until the first frame is left, and notes which instruction wrote each line.
  ///
  /// A loop of its own, so that the usual one doesn't pay for it.
  mutating func run(noting trace: LineTrace) throws(Fault) {
    var goesOn = true
    while goesOn {
      let (address, start, captures) = (pc, workspace.output.count, workspace.captures.count)
      goesOn = try step()
      if workspace.captures.count > captures {
        trace.beganCapture()
      } else if workspace.captures.count < captures {
        if case .endAlign = program.code[address] {
          trace.changedCapture()
        } else {
          trace.tookCapture(current.bytes.array)
        }
      } else if workspace.output.count > start {
        note(address, workspace.output.bytes.slice(start..<workspace.output.count).array, in: trace)
      }
    }
  }

  private func note(_ address: Int, _ written: [UInt8], in trace: LineTrace) {
    let place = program.label(address)
    switch program.code[address] {
    case .slot, .writeLines:
      trace.wroteOffered(written, otherwise: LineOrigin(place: place, value: origin(at: address)))
    default:
      let starts = program.writtenSource(address).map { lineStarts(of: $0, in: place.source) } ?? []
      trace.wrote(written) { line in
        let span = line < starts.count ? SourceSpan(start: starts[line], end: starts[line]) : place.span
        return LineOrigin(place: Label(place.source, span), value: origin(at: address))
      }
    }
  }

  /// Where the lines of a part of a source begin.
  private func lineStarts(of extent: Extent, in source: SourceText) -> [Int] {
    [extent.range.lowerBound] + extent.range.filter { source.bytes[$0] == 0x0A }.map { $0 + 1 }
  }
}
