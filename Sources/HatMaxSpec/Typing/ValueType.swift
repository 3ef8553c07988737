/// The type of a value in a condition or a mapping.
struct ValueType: Equatable, Sendable {
  enum Base: Equatable, Sendable {
    case builtin(FieldKind)
    /// A value object or model by name.
    case named(String)
  }

  var base: Base
  var isList = false
  /// The members of an enum.
  var members: [String] = []

  static func builtin(_ kind: FieldKind) -> ValueType { ValueType(base: .builtin(kind)) }

  init(base: Base, isList: Bool = false, members: [String] = []) {
    self.base = base
    self.isList = isList
    self.members = members
  }

  init(of field: Field) {
    base = field.type.kind.map(Base.builtin) ?? .named(field.type.name.value)
    isList = field.type.isList
    members = field.members.map(\.value)
  }

  var kind: FieldKind? {
    if case .builtin(let kind) = base, !isList { return kind }
    return nil
  }

  /// How it is written in the file.
  var description: String {
    let name =
      switch base {
      case .builtin(let kind): kind.rawValue
      case .named(let name): name
      }
    return isList ? "[\(name)]" : name
  }

  /// Whether a value of this type can stand where `target` is wanted: the same type, one text for another, a reference
  /// for an id.
  func fits(_ target: ValueType) -> Bool {
    guard isList == target.isList else { return false }
    switch (base, target.base) {
    case (.named(let own), .named(let other)): return own == other
    case (.builtin(.enumeration), .builtin(.enumeration)): return members.allSatisfy(target.members.contains)
    case (.builtin(let own), .builtin(let other)):
      let ids: [FieldKind] = [.uuid, .reference]
      return own == other || own.isTextual && other.isTextual || ids.contains(own) && ids.contains(other)
    default: return false
    }
  }

  /// Whether values of the two types can be compared for equality.
  func isComparable(with other: ValueType) -> Bool {
    if fits(other) || other.fits(self) { return true }
    guard let own = kind, let other = other.kind else { return false }
    return own.isNumeric && other.isNumeric
  }
}
