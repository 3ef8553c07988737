package import SourceDiagnostics

/// The long form of every code of this library, for `hatmax explain CODE`.
package enum SpecExplanations {
  /// In the order of the codes: the structure's, then the rules'.
  package static let all: [CodeExplanation] =
    structure + SpecRules.all.map(\.explanation) + StoredEvents.explanations + StoredClaims.explanations + edits

  private static let structure = [
    CodeExplanation(
      "SP0001", "a text that can't be a name",
      "Names become Go identifiers, files, tables and routes. Fields, models and the like are made of letters, digits and `_`; services and "
        + "packs of lower-case letters, digits and `-`.", wrong: "fields: {first-name: string}",
      right: "fields: {first_name: string}"),
    CodeExplanation(
      "SP0002", "an empty list", "The list needs at least one item.", wrong: "status: {type: enum, values: []}",
      right: "status: {type: enum, values: [draft, placed]}"),
    CodeExplanation(
      "SP0003", "several keys in one item",
      "In a list of validations or packs each item is a name, or a mapping with exactly one key.",
      wrong: "quantity: {type: int, validations: [{min: 1, max: 9}]}",
      right: "quantity: {type: int, validations: [{min: 1}, {max: 9}]}"),
    CodeExplanation(
      "SP0004", "a list type with several items", "The type of a list is written as a list with the type of its items.",
      wrong: "tags: [string, int]", right: "tags: [string]"),
    CodeExplanation(
      "SP0005", "a key that another makes necessary",
      "An `enum` needs its members, a `ref` the aggregate that it refers to.", wrong: "status: {type: enum}",
      right: "status: {type: enum, values: [draft, placed]}"),
    CodeExplanation(
      "SP0006", "a key without meaning", "`values` belongs to `enum`, `to` and `on_delete` to `ref`.",
      wrong: "name: {type: string, values: [a, b]}",
      right: "name: {type: enum, values: [a, b]}"),
  ]

  private static let edits = [
    CodeExplanation(
      "SP0801", "which service", "With several services in a file, an edit says which one it is for.",
      wrong: "hatmax add aggregate Order",
      right: "hatmax add aggregate Order --service shop"),
    CodeExplanation(
      "SP0802", "nothing of that name", "What is to be changed isn't in the file.",
      wrong: "hatmax add field Ordr note text",
      right: "hatmax add field Order note text"),
    CodeExplanation(
      "SP0803", "a name that is taken", "Something of that name is there already.",
      wrong: "hatmax add aggregate Order   # again",
      right: "hatmax add aggregate Invoice"),
    CodeExplanation(
      "SP0804", "no place for the change",
      "The place is written with an alias or a merge key, so that a change there would change other places too.",
      wrong: "fields: *common", right: "fields: {name: string}"),
    CodeExplanation(
      "SP0805", "a change that would make the file invalid",
      "Edits are tried on a copy first. This one would add errors, so the file stays as it is.",
      wrong: "hatmax add field Order to 'ref' --to Nobody", right: "hatmax add field Order customer ref --to Customer"),
  ]
}
