/// Where an installed pack came from.
struct PackOrigin {
  /// The alias of the registry in the project that asked for it.
  let registry: String
  /// The registry's place, the same from every project.
  let place: String
  /// The text of its signature, nil when it came without one.
  let signature: [UInt8]?
}
