import CLibArchive
import Glibc

/// libarchive, loaded when the first archive is read or written.
///
/// Linked at build time it would cost every start of the program about 2.5 ms (it brings libxml2, ICU and the C++ runtime
/// with it), and most runs touch no archive: see `docs/adr/0401-libarchive-on-demand.md`.
enum LibArchive {
  /// The functions, and zlib's checksum, which comes with them.
  static func functions() throws(PackFailure) -> hatmax_libarchive {
    switch loaded {
    case .success(let table): return table
    case .failure(let failure): throw failure
    }
  }

  private static let names = ["libarchive.so.13", "libarchive.13.dylib", "/usr/lib/libarchive.2.dylib"]

  private static let loaded: Result<hatmax_libarchive, PackFailure> = {
    var reasons: [String] = []
    for name in names {
      let table = UnsafeMutablePointer<hatmax_libarchive>.allocate(capacity: 1)
      defer { table.deallocate() }
      guard let reason = hatmax_libarchive_load(name, table) else { return .success(table.pointee) }
      reasons.append("\(name): \(String(cString: reason))")
    }
    return .failure(PackFailure(PackDiagnostics.noLibArchive(reasons: reasons)))
  }()
}

/// Makes this thread's locale a UTF-8 one for as long as the value lives: libarchive turns names from one form into
/// another by it, and in the locale `C` can neither write nor read a name that is not ASCII.
struct UTF8Locale: ~Copyable {
  private let own: locale_t?
  private let previous: locale_t?

  init() {
    own = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    previous = own.flatMap { uselocale($0) }
  }

  deinit {
    guard let own else { return }
    uselocale(previous)
    freelocale(own)
  }
}
