import SourceDiagnostics

/// Prints a program as a list of instructions.
struct ProgramPrinter {
  let program: Program

  func print() -> String {
    var output = ""
    for template in program.templates.sorted(by: { $0.entry < $1.entry }) {
      let parameters = template.parameters.map { symbol($0.symbol) + ($0.isRequired ? "" : "?") }
      output += "\(template.name.text)(\(parameters.joined(separator: ", "))) locals \(template.locals)\n"
      for address in template.entry..<template.end where owner(of: address) == template.entry {
        output += "  \(number(address)) \(describe(program.code[address]))\n"
      }
    }
    return output
  }

  /// The innermost template that holds an address: definitions lie inside of their file's code.
  private func owner(of address: Int) -> Int? {
    program.templates.filter { $0.entry <= address && address < $0.end }.map(\.entry).max()
  }

  private func number(_ address: some BinaryInteger) -> String {
    let digits = String(address)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func symbol(_ index: UInt32) -> String { program.symbols[index].bytes.text }

  private func literal(_ extent: Extent) -> String {
    DiagnosticJSON.quote(program.literals.slice(extent.range).text)
  }

  private func describe(_ instruction: Instruction) -> String {
    switch instruction {
    case .text(let offset, let length):
      return "text " + literal(Extent(Int(offset), Int(offset + length)))
    case .writeEscaped(let mode): return "write \(mode)"
    case .writeName(let site): return write("name", site)
    case .writeLocal(let slot, let site): return write("local \(slot)", site)
    case .writeLocalField(let slot, let site): return write("local \(slot) field", site)
    case .constant(let index): return "constant " + constant(program.constants[index])
    case .local(let slot): return "local \(slot)"
    case .name(let site): return "name " + self.site(site)
    case .loopValue(let variable, let level): return "loop value \(variable) \(level)"
    case .field(let site): return "field " + self.site(site)
    case .localField(let slot, let site): return "local \(slot) field " + self.site(site)
    case .list(let count): return "list \(count)"
    case .binary(let binary): return "binary " + binary.symbol
    case .filter(let call): return "filter " + filter(program.filterCalls[Int(call)])
    case .writtenFilter(let call, let isCaptured):
      let call = program.filterCalls[Int(call)]
      let name = program.templates[call.filter].name.text + (call.arguments == 0 ? "" : " \(call.arguments)")
      return "filter \(isCaptured ? "template" : "expression") \(name)"
    case .recall(let memo, let end): return "recall \(memo) end \(number(end))"
    case .remember(let memo): return "remember \(memo)"
    case .jump(let target): return "jump " + number(target)
    case .jumpIfFalse(let target): return "jump if false " + number(target)
    case .jumpIfFieldFalse(let slot, let site):
      return "jump if local \(slot) field \(self.site(site)) false " + number(program.sites[site].end)
    case .jumpIfTrue(let target): return "jump if true " + number(target)
    case .jumpIfNotNull(let target): return "jump if not null " + number(target)
    case .jumpIfBound(let slot, let target): return "jump if \(slot) bound \(number(target))"
    case .store(let slot): return "store \(slot)"
    case .each(let loop, let exit):
      let info = program.loops[loop]
      return "each item \(info.itemSlot) key \(info.keySlot) else \(number(exit))"
    case .section(let exit, _): return "section else \(number(exit))"
    case .next(let body): return "next \(number(body))"
    case .nextAfterText(let body, let loop):
      return "next after \(literal(program.loops[loop].separator)) \(number(body))"
    case .nextOrExit(let exit): return "next or exit \(number(exit))"
    case .call(let site): return "call " + call(program.calls[Int(site)])
    case .parent(let site): return "parent " + call(program.calls[Int(site)])
    case .block(let site):
      let block = program.blocks[Int(site)]
      return "block \(symbol(block.symbol)) end \(number(block.end))"
    case .slot(let site, let end): return "slot \(program.slots[Int(site)].name) end \(number(end))"
    case .dynamicName: return "dynamic name"
    default: return words("\(instruction)")
    }
  }

  private func site(_ index: UInt32) -> String {
    let site = program.sites[index]
    return symbol(site.symbol) + (site.slot >= 0 ? " argument \(site.slot)" : "")
  }

  private func write(_ lookup: String, _ index: UInt32) -> String {
    let site = program.sites[index]
    var parts = ["write"]
    if !site.text.isEmpty { parts.append(literal(site.text)) }
    parts.append(lookup)
    if lookup.hasSuffix("name") || lookup.hasSuffix("field") { parts.append(self.site(index)) }
    if site.memo != 0 { parts.append("recall \(site.memo) end \(number(site.end))") }
    return parts.joined(separator: " ")
  }

  private func filter(_ call: Program.FilterCall) -> String {
    let name = program.filters[call.filter].name
    return call.arguments == 0 ? name : "\(name) \(call.arguments)"
  }

  private func call(_ site: Program.CallSite) -> String {
    let name = site.target >= 0 ? program.templates[site.target].name.text : site.name
    let arguments = site.arguments.map { " \(symbol($0))" }.joined()
    let overrides = site.overrides.map { " {\(symbol($0.symbol)) \(number($0.entry))}" }.joined()
    return name + arguments + overrides + (site.isStandalone ? " indent " + literal(site.indent) : "")
  }

  private func constant(_ value: Value) -> String {
    switch value.kind {
    case .string: DiagnosticJSON.quote(value.bytes.text)
    case .null: "null"
    case .bool: "\(value.bool)"
    case .int: "\(value.int)"
    case .decimal: "\(value.decimal)"
    default: value.kindName
    }
  }

  /// `beginCapture` as `begin capture`.
  private func words(_ name: String) -> String {
    var output = ""
    for character in name {
      if character.isUppercase { output += " " }
      output += character.lowercased()
    }
    return output
  }
}
