import HatMaxPacks
import HatMaxSpec
import SourceDiagnostics

/// What an earlier run rendered, made again from the specification and the lock that it left: the last source of a
/// merge base.
final class RecordedRendering {
  private let make: () -> (Composition, Plan)?
  private lazy var recorded = make()

  /// - Parameters:
  ///   - project: the project as the earlier run saw it, nil when it left nothing.
  ///   - access: how packs are reached; only those that are installed are used.
  init(_ project: @escaping @autoclosure () -> ProjectFiles?, access: PackAccess) {
    make = {
      guard let project = project() else { return nil }
      var access = access
      access.mode = PackAccessMode(locked: true, offline: true)
      var bag = DiagnosticBag()
      guard let session = try? PackSession(project, access: access, into: &bag),
        let composition = try? Composition(project, session, store: access.store, into: &bag)
      else { return nil }
      let plan = composition.plan(into: &bag)
      return bag.hasErrors ? nil : (composition, plan)
    }
  }

  /// The content that was recorded in the manifest, nil when it doesn't come out the same.
  func content(of entry: GenerationManifest.Entry) -> [UInt8]? {
    guard let (composition, plan) = recorded, let file = plan.files.first(where: { $0.path.text == entry.path }) else {
      return nil
    }
    var bag = DiagnosticBag()
    let rendered = composition.render(Plan(files: [file]), workers: 1, into: &bag).first
    return rendered.flatMap { $0.hash == entry.hash ? $0.bytes : nil }
  }
}
