import SystemFiles

/// Where the new contents of a run wait for their places, below `.hatmax/local/stage`.
///
/// A folder that the output did not have is staged as a whole in `tree/n`, *n* being its number, and gets its place in one step,
/// however many files it has. Contents for folders that were there are in `new/n`, *n* being the number of the change.
struct StageLayout: Sendable {
  /// The folders of the output that are staged as a whole.
  let newFolders: [String]
  private let places: [String: Place]

  /// Where the contents of a folder of the output are.
  private struct Place {
    /// The number of the new folder that it is in.
    let tree: Int
    /// The folder of the stage.
    let folder: String
  }

  /// A layout.
  ///
  /// - Parameters:
  ///   - newFolders: folders that the output did not have, none of them in another.
  ///   - paths: the paths of all changes.
  init(newFolders: [String], paths: some Sequence<String>) {
    self.newFolders = newFolders
    let trees = Dictionary(uniqueKeysWithValues: newFolders.enumerated().map { ($0.element, $0.offset) })
    var places: [String: Place] = [:]
    for folder in Set(paths.map(FileSystem.parent)) { places[folder] = Self.place(of: folder, in: trees) }
    self.places = places
  }

  /// The folders of the stage that contents are in.
  var folders: [String] { ["new", "old"] + places.values.map(\.folder).sorted() }

  /// The place of a new folder in the stage.
  static func place(ofTree number: Int) -> String { "tree/\(number)" }

  /// The number of the new folder that a path is in, nil when its folder was there.
  func tree(of path: String) -> Int? { places[FileSystem.parent(of: path)]?.tree }

  /// The place of a new content in the stage.
  ///
  /// - Parameter number: the number of its change.
  func place(of path: String, _ number: Int) -> String {
    guard let place = places[FileSystem.parent(of: path)] else { return "new/\(number)" }
    return place.folder + "/" + FileSystem.name(of: path)
  }

  private static func place(of folder: String, in trees: [String: Int]) -> Place? {
    var top = folder
    while trees[top] == nil {
      if top == "." { return nil }
      top = FileSystem.parent(of: top)
    }
    return trees[top].map { Place(tree: $0, folder: place(ofTree: $0) + folder.dropFirst(top.utf8.count)) }
  }
}
