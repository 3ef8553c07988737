// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "hatmax",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "hatmax", targets: ["hatmax"]),
    .library(name: "Stencilish", targets: ["Stencilish"]),
    .library(name: "PositionedYAML", targets: ["PositionedYAML"]),
    .library(name: "HatMaxPacks", targets: ["HatMaxPacks"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(
      name: "CLibArchive", providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),

    .systemLibrary(name: "CLinux"),

    .target(name: "SourceDiagnostics", swiftSettings: strict),
    .target(name: "Inflection", swiftSettings: strict),
    .target(name: "SystemFiles", dependencies: ["CLinux"], swiftSettings: strict),
    .target(name: "PositionedYAML", dependencies: ["SourceDiagnostics", "CLibYAML"], swiftSettings: strict),
    .target(
      name: "Stencilish", dependencies: ["SourceDiagnostics", "Inflection"],
      swiftSettings: strict + [.strictMemorySafety()]),
    .target(
      name: "HatMaxPacks",
      dependencies: [
        "SourceDiagnostics", "PositionedYAML", "SystemFiles", "CLibArchive",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(
      name: "HatMaxSpec", dependencies: ["SourceDiagnostics", "PositionedYAML", "Inflection"], swiftSettings: strict),
    .target(
      name: "HatMaxGenerator",
      dependencies: [
        "SourceDiagnostics", "Stencilish", "SystemFiles", "HatMaxSpec", "HatMaxPacks",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "hatmax",
      dependencies: [
        "HatMaxGenerator", "HatMaxSpec", "HatMaxPacks", "Stencilish", "PositionedYAML", "SystemFiles",
        "SourceDiagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(name: "GoldenTesting", path: "Tests/GoldenTesting", swiftSettings: strict),
    .target(name: "TestServers", path: "Tests/TestServers", exclude: ["Programs"], swiftSettings: strict),
    .testTarget(
      name: "SourceDiagnosticsTests", dependencies: ["SourceDiagnostics", "GoldenTesting"], exclude: ["Goldens"],
      swiftSettings: strict),
    .testTarget(
      name: "PositionedYAMLTests", dependencies: ["PositionedYAML", "SourceDiagnostics", "GoldenTesting"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "StencilishTests", dependencies: ["Stencilish", "SourceDiagnostics", "GoldenTesting"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "HatMaxPacksTests",
      dependencies: [
        "HatMaxPacks", "PositionedYAML", "SystemFiles", "SourceDiagnostics", "GoldenTesting",
        "TestServers",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "HatMaxSpecTests", dependencies: ["HatMaxSpec", "PositionedYAML", "SourceDiagnostics", "GoldenTesting"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "HatMaxGeneratorTests",
      dependencies: [
        "HatMaxGenerator", "HatMaxSpec", "HatMaxPacks", "Stencilish", "PositionedYAML", "SystemFiles",
        "SourceDiagnostics", "GoldenTesting",
      ],
      exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "HatmaxCommandTests", dependencies: ["SourceDiagnostics", "GoldenTesting", "TestServers", "hatmax"],
      exclude: ["Goldens"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
