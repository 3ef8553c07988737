// libarchive's functions as a table that is filled by dlopen: see docs/adr/0401-libarchive-on-demand.md.
// The declarations come from libarchive's own headers, so a wrong signature does not compile.
#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>

#define HATMAX_LIBARCHIVE_FUNCTIONS(X) \
  X(archive_errno) X(archive_error_string) X(archive_filter_bytes) X(archive_filter_code) X(archive_filter_count) \
  X(archive_format) X(archive_version_number) \
  X(archive_read_new) X(archive_read_free) X(archive_read_open_fd) X(archive_read_data) \
  X(archive_read_next_header) X(archive_read_set_options) \
  X(archive_read_support_filter_gzip) X(archive_read_support_format_tar) X(archive_read_support_format_raw) \
  X(archive_write_new) X(archive_write_free) X(archive_write_close) X(archive_write_open_fd) \
  X(archive_write_header) X(archive_write_data) X(archive_write_add_filter_gzip) \
  X(archive_write_set_format_pax_restricted) X(archive_write_set_options) X(archive_write_set_bytes_in_last_block) \
  X(archive_entry_new) X(archive_entry_free) X(archive_entry_clear) X(archive_entry_filetype) \
  X(archive_entry_hardlink_utf8) X(archive_entry_hardlink) X(archive_entry_pathname_utf8) \
  X(archive_entry_size) X(archive_entry_size_is_set) X(archive_entry_sparse_count) \
  X(archive_entry_set_filetype) X(archive_entry_set_mtime) X(archive_entry_set_pathname_utf8) \
  X(archive_entry_set_perm) X(archive_entry_set_size)

#define HATMAX_FIELD(name) __typeof__(&name) _Null_unspecified name;
struct hatmax_libarchive {
  HATMAX_LIBARCHIVE_FUNCTIONS(HATMAX_FIELD)
  /// zlib's, which libarchive brings with it; it compares no checksum of gzip itself.
  unsigned long (*_Null_unspecified crc32)(unsigned long, const unsigned char *_Nullable, unsigned int);
};

#define HATMAX_LOAD_ZLIB(name) \
  if (!(table->name = (__typeof__(table->name))dlsym(library, #name))) return "it lacks zlib's function " #name;

/// Fills the table from the library called `file`; returns what went wrong, or null.
static inline const char *_Nullable hatmax_libarchive_load(
    const char *_Nonnull file, struct hatmax_libarchive *_Nonnull table) {
  void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
#define HATMAX_LOAD(name) \
  if (!(table->name = (__typeof__(&name))dlsym(library, #name))) return "it lacks the function " #name;
  HATMAX_LIBARCHIVE_FUNCTIONS(HATMAX_LOAD)
  HATMAX_LOAD_ZLIB(crc32)
  return 0;
}
