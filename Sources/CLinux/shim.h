// What glibc only declares under _GNU_SOURCE, which Swift's Glibc module does not define.
#if defined(__linux__)
int syncfs(int descriptor);
#endif
