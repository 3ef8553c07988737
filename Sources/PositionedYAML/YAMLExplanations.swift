package import SourceDiagnostics

/// The long form of every code of this library, for `hatmax explain CODE`.
package enum YAMLExplanations {
  /// In the order of the codes.
  package static let all: [CodeExplanation] = text + syntax + structure + shape

  private static let text = [
    CodeExplanation(
      "YA0001", "not UTF-8",
      "Files are read as UTF-8. A byte that can't stand there, or a file in UTF-16, is refused rather than guessed at.",
      wrong: "name: caf\\xE9   # Latin-1", right: "name: café        # UTF-8"),
    CodeExplanation(
      "YA0002", "too large",
      "A file is read up to a size (16 MiB) that no file written by hand comes near, so that a hostile one costs little.",
      wrong: "# 64 MiB of keys", right: "# a file that somebody wrote"),
    CodeExplanation(
      "YA0003", "nested too deep",
      "Collections may be nested 100 levels deep, what aliases stand for included. No format that hatmax reads needs more than ten.",
      wrong: "[[[[[[…]]]]]]", right: "a: [[1, 2], [3, 4]]"),
    CodeExplanation(
      "YA0004", "too many nodes",
      "A few lines of aliases can stand for billions of nodes (\"billion laughs\"). Nodes are counted as if every alias and merge key were "
        + "written out, up to two million.", wrong: "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]   # and so on",
      right: "a: &a [x, x]\nb: *a"),
    CodeExplanation(
      "YA0005", "more than one document", "`---` on a line of its own begins another document. A file holds one.",
      wrong: "a: 1\n---\nb: 2",
      right: "a: 1\nb: 2"),
    CodeExplanation(
      "YA0006", "more problems than are shown",
      "After a hundred problems of one kind of stage the rest is only counted. Repair some and look again.",
      wrong: "# hundreds of duplicate keys", right: "# none"),
  ]

  private static let syntax = [
    CodeExplanation(
      "YA0010", "not YAML",
      "The file's syntax is wrong in a way that has no code of its own: as a rule indentation that changes within a block.",
      wrong: "a:\n  - 1\n b: 2", right: "a:\n  - 1\nb: 2"),
    CodeExplanation(
      "YA0011", "a tab as indentation", "YAML is indented with spaces.", wrong: "a:\n\tb: 1", right: "a:\n  b: 1"),
    CodeExplanation(
      "YA0012", "a quote that is not closed", "A text in quotes ends with the quote that it began with.",
      wrong: "name: \"todo", right: "name: \"todo\""),
    CodeExplanation(
      "YA0013", "a bracket that is not closed", "Items in `[]` and entries in `{}` are separated by `,`.",
      wrong: "a: [1, 2", right: "a: [1, 2]"),
    CodeExplanation(
      "YA0014", "a `:` that makes a key of a text",
      "`: ` separates a key from its value. A text that holds it is put in quotes.",
      wrong: "description: note: this", right: "description: \"note: this\""),
    CodeExplanation(
      "YA0015", "a control character", "Control characters are written as escapes in double quotes.", wrong: "bell: ␇",
      right: "bell: \"\\x07\""),
    CodeExplanation(
      "YA0016", "a value that begins with a reserved character",
      "`@`, `` ` ``, `%` and the like can't begin a plain text. Put it in quotes.",
      wrong: "owner: @home", right: "owner: \"@home\""),
  ]

  private static let structure = [
    CodeExplanation(
      "YA0020", "a key twice", "Which of two values of one key counts would depend on the reader, so it is an error.",
      wrong: "name: a\nname: b",
      right: "name: a\nother: b"),
    CodeExplanation(
      "YA0021", "an alias without anchor", "`*name` stands for the node that was marked `&name` earlier in the file.",
      wrong: "a: &base {x: 1}\nb: *bsae",
      right: "a: &base {x: 1}\nb: *base"),
    CodeExplanation(
      "YA0022", "an alias inside what it stands for", "Such a node would never end.", wrong: "a: &x [1, *x]",
      right: "a: &x [1]\nb: *x"),
    CodeExplanation(
      "YA0023", "a merge of something else than a mapping",
      "`<<` takes the entries of a mapping, or of each mapping of a list.", wrong: "a: {<<: 1}",
      right: "a: &a {x: 1}\nb: {<<: *a}"),
    CodeExplanation(
      "YA0024", "an unknown tag",
      "Tags of YAML's core schema are known: `!!str !!int !!float !!bool !!null !!seq !!map`.", wrong: "a: !secret 1",
      right: "a: 1"),
    CodeExplanation(
      "YA0025", "a value that doesn't fit its tag", "A tag says what a value is; this value isn't.",
      wrong: "a: !!int x", right: "a: !!int 1"),
    CodeExplanation(
      "YA0030", "a value that YAML 1.1 reads otherwise",
      "Files are read by YAML 1.2's core schema. Many tools still read 1.1, where `no` is false, `010` is eight and `12:30` is 750. Quotes make the "
        + "value the same for all. Keys are not warned about.", wrong: "answer: no", right: "answer: \"no\""),
  ]

  private static let shape = [
    CodeExplanation(
      "YA0101", "an unknown key", "The mapping has no such key. The message lists those that it has.",
      wrong: "nmae: todo", right: "name: todo"),
    CodeExplanation(
      "YA0102", "a missing key", "The mapping needs the key.", wrong: "fields: {done: {required: true}}",
      right: "fields: {done: {type: bool, required: true}}"),
    CodeExplanation(
      "YA0103", "another kind of value",
      "A text, a number, a list or a mapping stands where another is wanted, or nothing is written after a key.",
      wrong: "audit: sure", right: "audit: true"),
    CodeExplanation(
      "YA0104", "none of the words", "Only a few words can stand here.", wrong: "kind: micro", right: "kind: domain"),
    CodeExplanation(
      "YA0105", "a number out of range", "The number is smaller or larger than what makes sense here.", wrong: "max: 0",
      right: "max: 10"),
  ]
}
