import SystemFiles

/// Files as this library touches them: failures are `PackFailure`s.
typealias Files = FileOperations<PackFailure>
typealias OpenFile = SystemFiles.OpenFile<PackFailure>
typealias FileLock = SystemFiles.FileLock<PackFailure>
