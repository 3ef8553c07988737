import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics
import SystemFiles

/// Reads the histories of migrations from the output folder.
struct MigrationHistories {
  let output: String
  let spec: Spec
  /// The specification of the last run, for migrations that were written before there were ledgers.
  let recorded: Spec?

  /// The history beside a ledger; nil after a report.
  func read(_ request: MigrationPlanner.Request, into bag: inout DiagnosticBag) throws(Stop) -> MigrationHistory? {
    let path = output + "/" + request.path.text
    let names: [String]
    let text: [UInt8]?
    do {
      names =
        try Self.unlessMissing { () throws(FileFailure) in try FileSystem.list(FileSystem.parent(of: path)) } ?? []
      text = try Self.unlessMissing { () throws(FileFailure) in try FileSystem.read(path) }
    } catch {
      throw .diagnostics([GeneratorDiagnostics.unreadable(error)])
    }
    guard let text else {
      if let old = folderOfFormerService(request) {
        let service = spec.services[request.service].name
        bag.add(
          GeneratorDiagnostics.migrationsOfRenamedService(
            Label(spec.source, service.span), from: old, to: FileSystem.parent(of: request.path.text)))
        return nil
      }
      return adopted(names, request, into: &bag)
    }
    let source = SourceText(name: request.path.text, bytes: text)
    if let marker = conflictMarker(in: source) {
      bag.add(GeneratorDiagnostics.unmergedLedger(marker))
      return nil
    }
    var own = DiagnosticBag()
    let ledger = SchemaLedger.read(source, into: &own)
    bag.add(contentsOf: own.diagnostics)
    return ledger.map { MigrationHistory(ledger: $0, names: names) }
  }

  /// Migrations from before there were ledgers add up to what the last run's specification describes, as far as we know.
  private func adopted(
    _ names: [String], _ request: MigrationPlanner.Request, into bag: inout DiagnosticBag
  ) -> MigrationHistory {
    let history = MigrationHistory(ledger: nil, names: names)
    guard !history.files.isEmpty else { return history }
    bag.add(GeneratorDiagnostics.adoptedMigrations(request.path.text, history.files))
    let service = spec.services[request.service]
    let former = [service.name.value, service.was?.value].compactMap { $0 }
    let then = recorded.flatMap { recorded in
      recorded.services.first { former.contains($0.name.value) }.map(recorded.relationalModel)
    }
    return MigrationHistory(ledger: then ?? spec.relationalModel(of: service), names: names)
  }

  /// The folder with the ledger under the name that the service had, nil when there is none.
  private func folderOfFormerService(_ request: MigrationPlanner.Request) -> String? {
    let service = spec.services[request.service]
    guard let was = service.was?.value else { return nil }
    let parts = request.path.text.split(separator: "/").map { $0 == service.name.value ? was : String($0) }
    let path = parts.joined(separator: "/")
    guard path != request.path.text, case .file? = try? FileSystem.entry(at: output + "/" + path) else { return nil }
    return FileSystem.parent(of: path)
  }

  private func conflictMarker(in source: SourceText) -> Label? {
    var start = 0
    for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: Array("<<<<<<< ".utf8)) {
        return Label(source, SourceSpan(start: start, end: start + line.count))
      }
      start += line.count + 1
    }
    return nil
  }

  private static func unlessMissing<Value>(
    _ read: () throws(FileFailure) -> Value
  ) throws(FileFailure) -> Value? {
    do { return try read() } catch {
      if error.isMissing { return nil }
      throw error
    }
  }
}
