/// Something to call by another name.
package enum SpecRenaming: Sendable {
  case service(String, to: String)
  case aggregate(String, to: String)
  case model(String, to: String)
  case value(String, to: String)
  /// A field of an aggregate, a model or a value object.
  case field(owner: String, String, to: String)
  case child(owner: String, String, to: String)
  case command(aggregate: String, String, to: String)
  case event(aggregate: String, String, to: String)
  case query(String, to: String)
  case projection(String, to: String)
}
