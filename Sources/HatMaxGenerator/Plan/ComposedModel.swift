/// A model with the packs that are active in it: what outputs are planned and rendered from.
struct ComposedModel: Sendable {
  /// What templates see.
  let model: Model
  /// The compiled packs.
  let packs: CompiledPacks
  /// Which packs are active in which services.
  let activation: Activation
  /// The packs' options, by service.
  let options: OptionValues
}
