import HatMaxSpec

/// What the databases of a service shall look like: the same for all that have a ledger.
struct ServiceSchema: Sendable {
  /// The tables that the specification asks for.
  let model: RelationalModel
  /// The text of the ledgers once migrations add up to it.
  let ledger: [UInt8]

  init(of service: Service, in spec: Spec) {
    model = spec.relationalModel(of: service)
    ledger = Array(SchemaLedger.write(model).utf8)
  }

  /// The schemas by service, nil for those without ledgers.
  static func all(of spec: Spec, _ packs: CompiledPacks, _ activation: Activation) -> [ServiceSchema?] {
    let outputs = packs.outputs.filter { $0.ledger != nil }
    return Parallel.map(Array(zip(spec.services, activation.services)), chunk: 1) { service, active in
      outputs.contains { $0.isActive(among: active) } ? ServiceSchema(of: service, in: spec) : nil
    }
  }
}
