import PositionedYAML
import SourceDiagnostics

/// What `tests/NAME/case.yml` says of a case; without the file a case is a specification and what it gives.
struct PackTestCase {
  /// A change of one file.
  struct Edit {
    /// The file.
    let file: String
    /// What is replaced, the first time it is there; nil to append.
    let old: String?
    /// What takes its place, or what is appended.
    let new: String
    /// Where the case says so.
    let place: Label
  }

  /// The files that are compared, as patterns of the shell in which `*` also stands for folders; none for those of the pack.
  var compared: [String] = []
  /// Options of the pack, each with the values that are tried, in all combinations.
  var options: [(name: String, values: [String])] = []
  /// What makes the state before: changes of `spec.yml` and of files of the pack, as `pack/…`.
  var before: [Edit] = []
  /// What the user did between the two runs.
  var edits: [Edit] = []
  /// Commands that are run in the generated tree, if whoever runs the tests allows it.
  var commands: [String] = []

  init() {}

  /// Reads a case; nil when anything is wrong with it, all of which is reported.
  init?(_ source: SourceText, into bag: inout DiagnosticBag) {
    var own = DiagnosticBag()
    defer { bag.add(contentsOf: own.diagnostics) }
    guard let root = YAMLParser.parse(source, into: &own), var map = MappingReader(root, "a test case", into: &own)
    else {
      return nil
    }
    compared = map.strings("compare", into: &own)
    options = map.entries("options", into: &own).map { ($0.key.text, $0.value.items.map(\.text)) }
    before = Self.edits("before", &map, into: &own)
    edits = Self.edits("edits", &map, into: &own)
    commands = map.strings("run", into: &own)
    map.finish(into: &own)
    if own.hasErrors { return nil }
  }

  /// Every combination of the options' values, named `driver=mattn,pool=4`; one without a name when there are no options.
  var combinations: [(name: String, values: [(String, String)])] {
    var all: [[(String, String)]] = [[]]
    for option in options { all = all.flatMap { known in option.values.map { known + [(option.name, $0)] } } }
    return all.map { values in (values.map { "\($0.0)=\($0.1)" }.joined(separator: ","), values) }
  }

  private static func edits(
    _ key: String, _ map: inout MappingReader, into bag: inout DiagnosticBag
  ) -> [Edit] {
    map.items(key, into: &bag).compactMap { item in
      guard var entry = MappingReader(item, "an edit", into: &bag) else { return nil }
      let file = entry.requiredString("file", into: &bag)
      let old = entry.string("replace", into: &bag)
      let new = entry.string("with", into: &bag)
      let appended = entry.string("append", into: &bag)
      entry.finish(into: &bag)
      guard let file, let text = old == nil ? appended : new ?? "" else { return nil }
      return Edit(file: file, old: old, new: text, place: item.label())
    }
  }
}
