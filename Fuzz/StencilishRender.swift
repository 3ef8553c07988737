import SourceDiagnostics
import Stencilish

/// Compiles any bytes and renders them twice with small limits: no crash, no endless loop, the same output.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = bytes.first else { return 0 }
  let options = TemplateOptions(
    mode: first & 1 == 0 ? .strict : .mustache, escape: EscapeMode.allCases[Int(first >> 1) % EscapeMode.allCases.count]
  )
  let sources = [("main", Array(bytes.dropFirst())), ("p", partial)].map { name, bytes in
    TemplateSource(name: TemplateName(name), source: SourceText(name: name, bytes: bytes), options: options)
  }
  guard let set = try? TemplateSet(sources, filters: filters) else { return 0 }
  let (one, two) = (render(set), render(set))
  precondition(one == two, "two renders differ")
  return 0
}

private func render(_ set: TemplateSet) -> [UInt8]? {
  var output: [UInt8] = []
  do throws(RenderFailure) {
    try set.render(
      TemplateName("main"), in: context, bindings: [("binding", Node(["k": 1]))], slots: Filler(), limits: limits,
      into: &output)
    precondition(output.count <= limits.outputBytes)
    return output
  } catch {
    precondition(output.isEmpty, "an error left output behind")
    return nil
  }
}

private let partial = Array("[{{ a }}{{$ b}}default{{/ b}}]\n".utf8)

private let limits = RenderLimits(depth: 30, turns: 5_000, outputBytes: 1 << 20, valueBytes: 1 << 24)

private let filters: FilterRegistry = {
  var filters = FilterRegistry()
  filters.addTable("table", entries: [("a", "A"), ("b", "B")], default: "other")
  filters.addTemplate("shout", source: SourceText(name: "pack.yml", text: "{{ . | upper }}!"))
  filters.addTemplate(
    "wrap", parameters: [FilterParameter("by"), FilterParameter("n", default: 1)],
    source: SourceText(name: "pack.yml", text: "{{ by }}{{ . }}{{ n | shout }}"))
  filters.addExpression(
    "same", parameters: [FilterParameter("as")], source: SourceText(name: "pack.yml", text: ". == as or (. | wrap(as))"))
  filters.add("host", parameters: [FilterParameter("n", default: 1)]) { input, arguments throws(FilterFailure) in
    .list([input] + arguments)
  }
  return filters
}()

private let context = Context([
  "a": "text <&>\n\"two\"", "b": true, "c": nil, "n": 3, "d": 1.5, "name": "HTTPServerID", "p": "p",
  "xs": [1, "two", ["k": "v"], [1, 2], nil], "m": ["k": "v", "l": [1, 2, 3], "m": ["k": 1]],
  "rows": [["key": "b", "n": 2], ["key": "a", "n": 1], ["key": "b", "n": 3]],
  "f": .lambda { $0.map { .string($0) } ?? "{{a}}" },
])

private struct Filler: SlotFiller {
  func fill(_ slot: SlotRequest, with renderer: SlotRenderer) throws(RenderFailure) -> SlotContent? {
    switch slot.type {
    case "lines": .lines(Array("one\ntwo".utf8))
    case "text":
      .indented(
        try renderer.render(TemplateName("p"), bindings: slot.arguments.map { ($0.name, $0.value) }, indented: true))
    default: nil
    }
  }
}
