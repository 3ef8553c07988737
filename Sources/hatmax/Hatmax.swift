import ArgumentParser

@main
struct Hatmax: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hatmax", abstract: "Turn one YAML file into Go services.", version: "0.1.0")
}
