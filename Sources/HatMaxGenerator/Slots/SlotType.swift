/// How what several packs contribute to one place becomes one text.
package enum SlotType: String, Sendable, Hashable, CaseIterable {
  /// Blocks, in the order of the packs' dependencies.
  case text
  /// Go imports: one a line, unique, standard library first, sorted by path.
  case imports
  /// Go modules with versions: one a line, the higher version wins, sorted by module.
  case requires
  /// Unique lines, in the order in which they come.
  case set
}
