/// What the resolver asks of the world.
package protocol PackCatalog {
  /// The versions of a pack, in any order; none when nobody has it.
  func versions(of name: PackName) throws(PackFailure) -> [Version]
  /// What a version of a pack requires.
  func requirements(of name: PackName, at version: Version) throws(PackFailure) -> [Requirement]
  /// What is known of a version's requirements without asking anybody; nil when that would take a request.
  func knownRequirements(of name: PackName, at version: Version) -> [Requirement]?
}
