/// Several instructions in one, where templates have them most: the text before a value tag, a lookup, filters whose
/// results are remembered, the output.
extension Compiler {
  /// Makes the lookup that begins at an address, with the text before it, the filters after it and the output, one
  /// instruction; false if there is more to the value than that.
  ///
  /// Filters stay behind it for inputs whose result isn't remembered yet.
  mutating func fuse(from first: Int, _ extent: Extent) -> Bool {
    guard let (lookup, site) = fusedLookup(builder.steps[first].instruction) else { return false }
    var rest = first + 1
    if rest < builder.steps.count {
      guard case .recall(let memo, let end) = builder.steps[rest].instruction, end == builder.here else { return false }
      builder.sites[Int(site)].memo = memo
      rest += 1
    }
    var start = first
    if first > 0, !isTarget(first), case .text(let offset, let length) = builder.steps[first - 1].instruction {
      builder.sites[Int(site)].text = Extent(Int(offset), Int(offset + length))
      start -= 1
    }
    let hasFilters = rest < builder.steps.count
    builder.steps[start] = ProgramBuilder.Step(instruction: lookup, place: builder.steps[first].place)
    builder.steps.removeSubrange(start + 1..<rest)
    if hasFilters {
      // The first filter's result may be remembered apart: what skips it has moved too.
      if case .recall(let memo, let end) = builder.steps[start + 1].instruction {
        builder.steps[start + 1].instruction = .recall(memo: memo, end: end - UInt32(rest - start - 1))
      }
      emit(.write, extent)
    }
    builder.sites[Int(site)].end = builder.here
    markTarget()
    return true
  }

  /// Compiles the condition of a branch and gives the address of the jump that a false one takes.
  mutating func compileCondition(_ node: SyntaxNode) -> Int {
    let first = builder.steps.count
    compileExpression(node.expression)
    guard first == builder.steps.count - 1, case .localField(let slot, let site) = builder.steps[first].instruction
    else {
      return emit(.jumpIfFalse(0), node.extent)
    }
    builder.steps[first].instruction = .jumpIfFieldFalse(slot: slot, site: site)
    return first
  }

  private mutating func fusedLookup(_ instruction: Instruction) -> (Instruction, site: UInt32)? {
    switch instruction {
    case .name(let site): return (.writeName(site: site), site)
    case .localField(let slot, let site): return (.writeLocalField(slot: slot, site: site), site)
    case .local(let slot):
      let site = builder.site(0)
      return (.writeLocal(slot: slot, site: site), site)
    default: return nil
    }
  }
}
