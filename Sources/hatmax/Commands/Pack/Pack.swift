import ArgumentParser

/// The commands of `hatmax pack`.
struct Pack: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Install, inspect, build and publish packs of templates.",
    discussion: """
      EXAMPLES:
        hatmax pack install event-sourcing
        hatmax pack update
        hatmax pack new acme/standard --extends go-service
        hatmax pack test acme-standard
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Using packs:",
        subcommands: [
          PackInstall.self, PackRemove.self, PackUpdate.self, PackOutdated.self, PackList.self, PackSearch.self,
          PackShow.self, PackVerify.self, PackCache.self,
        ]),
      CommandGroup(
        name: "Making packs:",
        subcommands: [
          PackNew.self, PackLint.self, PackTest.self, PackDev.self, PackBuild.self, PackSign.self, PackPublish.self,
          PackIndexCommand.self, PackSchema.self,
        ]),
    ])
}
