/// The packs that a resolution has met, with their versions as states.
struct PackUniverse {
  /// The project, whose only version is its presence.
  static let project: PackID = 0

  private(set) var names: [PackName?] = [nil]
  private(set) var versions: [[Version]] = [[Version(0, 0, 0)]]
  /// The ranges that were asked of each pack, with the versions they admit, for messages.
  private(set) var ranges: [[(states: StateSet, text: String)]] = [[]]
  private var identifiers: [PackName: PackID] = [:]
  private let catalog: any PackCatalog

  init(_ catalog: any PackCatalog) { self.catalog = catalog }

  var count: Int { names.count }

  func stateCount(of pack: PackID) -> Int { versions[pack].count + 1 }
  func full(_ pack: PackID) -> StateSet { .full(states: stateCount(of: pack)) }
  func state(of pack: PackID, at version: Version) -> Int? { versions[pack].firstIndex(of: version).map { $0 + 1 } }

  /// The number of a pack; asks the catalog for its versions when it is new.
  mutating func id(of name: PackName) throws(PackFailure) -> PackID {
    if let known = identifiers[name] { return known }
    let found = try catalog.versions(of: name).sorted()
    identifiers[name] = names.count
    names.append(name)
    versions.append(found)
    ranges.append([])
    return names.count - 1
  }

  /// The states in which a pack is there and its version in a range.
  mutating func states(of pack: PackID, in range: VersionRange) -> StateSet {
    if let known = ranges[pack].first(where: { $0.text == range.description }) { return known.states }
    var states = StateSet.empty(states: stateCount(of: pack))
    for (index, version) in versions[pack].enumerated() where range.contains(version) { states.insert(index + 1) }
    ranges[pack].append((states, range.description))
    return states
  }

  /// The versions of a pack that have one same requirement, as far as that is known without asking, `state` among them.
  func states(of pack: PackID, sharing requirement: Requirement, with state: Int) -> StateSet {
    var states = StateSet.empty(states: stateCount(of: pack))
    states.insert(state)
    guard let name = names[pack] else { return states }
    for (index, version) in versions[pack].enumerated() where index + 1 != state {
      if catalog.knownRequirements(of: name, at: version)?.contains(requirement) == true { states.insert(index + 1) }
    }
    return states
  }
}
