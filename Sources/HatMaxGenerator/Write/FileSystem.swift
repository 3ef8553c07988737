package import SystemFiles

/// Files as this library touches them.
package typealias FileSystem = FileOperations<FileFailure>
