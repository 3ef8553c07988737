// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "swift-peers",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(path: "../../support"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/stencilproject/Stencil", exact: "0.15.1"),
  ],
  targets: [
    .executableTarget(
      name: "SwiftPeers",
      dependencies: [
        .product(name: "BenchmarkSupport", package: "support"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Stencil", package: "Stencil"),
      ],
      swiftSettings: [.swiftLanguageMode(.v5)])
  ]
)
