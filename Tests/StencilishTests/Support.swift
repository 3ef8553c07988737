import SourceDiagnostics
import Stencilish

/// Short forms for tests.
enum Try {
  static func set(
    _ templates: [(String, String)], options: TemplateOptions = TemplateOptions(),
    filters: FilterRegistry = FilterRegistry()
  ) throws(CompileFailure) -> TemplateSet {
    try TemplateSet(
      templates.map { name, text in
        TemplateSource(name: TemplateName(name), source: SourceText(name: name, text: text), options: options)
      }, filters: filters)
  }

  /// Renders a template, with partials by name; errors are shown as text.
  static func render(
    _ template: String, _ data: DataValue = .record([]), partials: [(String, String)] = [],
    options: TemplateOptions = TemplateOptions(), filters: FilterRegistry = FilterRegistry(),
    bindings: [(String, Node)] = [], slots: (any SlotFiller)? = nil, limits: RenderLimits = RenderLimits()
  ) -> String {
    do throws(CompileFailure) {
      let set = try set([("main", template)] + partials, options: options, filters: filters)
      do throws(RenderFailure) {
        return try set.text(
          of: TemplateName("main"), in: Context(data), bindings: bindings, slots: slots, limits: limits)
      } catch {
        return show([error.diagnostic])
      }
    } catch {
      return show(error.diagnostics)
    }
  }

  /// The codes of what is wrong with a template; showing thousands of messages about one long line takes long.
  static func codes(
    _ template: String, _ data: DataValue = .record([]), options: TemplateOptions = TemplateOptions()
  ) -> [String] {
    do {
      let set = try set([("main", template)], options: options)
      _ = try set.text(of: TemplateName("main"), in: Context(data))
      return []
    } catch let error as CompileFailure {
      return error.diagnostics.map(\.code.description)
    } catch let error as RenderFailure {
      return [error.diagnostic.code.description]
    } catch {
      return ["\(error)"]
    }
  }

  static func show(_ diagnostics: [Diagnostic]) -> String { DiagnosticRenderer().render(DiagnosticBag(diagnostics)) }
}
